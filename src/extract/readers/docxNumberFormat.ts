const digits = '〇一二三四五六七八九'
const units = ['', '十', '百', '千']

/** 1 → 一, 12 → 十二, 105 → 一百〇五; from 10,000 on in digits. */
function chineseNumber(n: number): string {
  if (n >= 10_000) return String(n)
  const text = Array.from(String(n))
    .map((digit, at, all) =>
      digit === '0' ? '〇' : `${chineseDigits(digit)}${units[all.length - 1 - at] ?? ''}`,
    )
    .join('')
    .replaceAll(/〇+/gu, '〇')
  return n === 0 ? text : text.replace(/〇$/u, '').replace(/^一十/u, '十')
}

function chineseDigits(text: string): string {
  return text.replaceAll(/[0-9]/gu, (digit) => digits[Number(digit)] ?? digit)
}

/** 1 → a, 26 → z, 27 → aa, as Word counts. */
function letters(n: number): string {
  return String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.min(Math.ceil(n / 26), 20))
}

const romanSteps = [
  ...([
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
  ] as const),
  ...([
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
]

function roman(n: number): string {
  let rest = Math.min(n, 3999)
  let text = ''
  for (const [value, letter] of romanSteps) {
    text += letter.repeat(Math.floor(rest / value))
    rest %= value
  }
  return text
}

function circled(n: number): string {
  return n >= 1 && n <= 20 ? String.fromCodePoint(0x2460 + n - 1) : String(n)
}

const formats: ReadonlyMap<string, (n: number) => string> = new Map([
  ['chineseCounting', chineseNumber],
  ['chineseCountingThousand', chineseNumber],
  ['taiwaneseCounting', chineseNumber],
  ['taiwaneseCountingThousand', chineseNumber],
  ['japaneseCounting', chineseNumber],
  ['ideographDigital', (n: number) => chineseDigits(String(n))],
  ['decimalZero', (n: number) => String(n).padStart(2, '0')],
  ['decimalEnclosedCircle', circled],
  ['decimalEnclosedCircleChinese', circled],
  ['lowerLetter', letters],
  ['upperLetter', (n: number) => letters(n).toUpperCase()],
  ['lowerRoman', roman],
  ['upperRoman', (n: number) => roman(n).toUpperCase()],
  ['none', () => ''],
])

/** A number as `w:numFmt` (ST_NumberFormat) prints it; in decimal digits where we do not know the format. */
export function formatNumber(n: number, format: string): string {
  return (formats.get(format) ?? String)(Math.max(n, 0))
}
