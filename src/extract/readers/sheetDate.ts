import type { FormatPiece } from './sheetFormat.ts'

/** Day 0 of the two calendars of workbooks (ECMA-376 part 1 §18.17.4); the first counts a 29 February 1900 that never was. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const
export type Calendar = keyof typeof epochs

const dayLength = 86_400_000
/** 9999-12-31; later days cannot be written. */
const lastDay = 2_958_465

const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const
const two = (number: number): string => String(number).padStart(2, '0')

const printers: Readonly<Record<string, (at: Date) => string>> = {
  y: (at) => two(at.getUTCFullYear() % 100),
  m: (at) => String(at.getUTCMonth() + 1),
  mm: (at) => two(at.getUTCMonth() + 1),
  d: (at) => String(at.getUTCDate()),
  dd: (at) => two(at.getUTCDate()),
  h: (at) => String(at.getUTCHours()),
  hh: (at) => two(at.getUTCHours()),
  s: (at) => String(at.getUTCSeconds()),
  ss: (at) => two(at.getUTCSeconds()),
  aaa: (at) => weekdays[at.getUTCDay()] ?? '',
  aaaa: (at) => `星期${weekdays[at.getUTCDay()] ?? ''}`,
}
const fullYear = (at: Date): string => String(at.getUTCFullYear())
const minutes: Readonly<Record<string, (at: Date) => string>> = {
  m: (at) => String(at.getUTCMinutes()),
  mm: (at) => two(at.getUTCMinutes()),
}

const separators: Readonly<Partial<Record<FormatPiece['kind'], string>>> = {
  slash: '/',
  point: '.',
  comma: ',',
}

/** A day and time (日期) as its format prints it; null where no date has this number, or the format asks for what we do not know. */
export function printDate(value: number, pieces: readonly FormatPiece[], calendar: Calendar): string | null {
  if (value < 0 || value > lastDay) return null
  // Times are kept as parts of a day, and are a little off.
  const at = new Date(epochs[calendar] + Math.round((value * dayLength) / 1000) * 1000)
  let printed = ''
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'date') {
      printed += piece.kind === 'literal' ? piece.text : (separators[piece.kind] ?? '')
      continue
    }
    const print = isMinute(pieces, index) ? minutes[piece.letters] : printerOf(piece.letters)
    if (print === undefined) return null
    printed += print(at)
  }
  return printed
}

const printerOf = (letters: string): ((at: Date) => string) | undefined =>
  /^(?:y{3,}|e+)$/u.test(letters) ? fullYear : printers[letters === 'yy' ? 'y' : letters]

/** `m` behind hours or before seconds is a minute. */
function isMinute(pieces: readonly FormatPiece[], index: number): boolean {
  const letters = (piece: FormatPiece): readonly string[] => (piece.kind === 'date' ? [piece.letters] : [])
  const before = pieces.slice(0, index).flatMap(letters).at(-1)
  const behind = pieces.slice(index + 1).flatMap(letters)[0]
  return before?.startsWith('h') === true || behind?.startsWith('s') === true
}
