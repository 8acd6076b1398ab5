/** A piece of a number format (ECMA-376 part 1 §18.8.31). */
export type FormatPiece =
  | { readonly kind: 'digit'; readonly pad: '' | '0' | ' ' }
  | { readonly kind: 'literal'; readonly text: string }
  /** Letters of a date, all alike: `yyyy`; elapsed time keeps its brackets: `[h]`. */
  | { readonly kind: 'date'; readonly letters: string }
  /** `E+` or `E-`. */
  | { readonly kind: 'exponent' }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'slash' | 'text' | 'general' }

/** One of up to four parts of a format: which numbers it is for, where it says so, and how it prints them. */
export interface FormatSection {
  readonly condition: ((value: number) => boolean) | null
  readonly pieces: readonly FormatPiece[]
}

/** Longer ones are no formats: Excel allows 255 characters. */
const longest = 1000

/** The letters of General in an Excel in Chinese, too. */
const piece =
  /\[(?<bracket>[^\]]*)\]|"(?<quoted>[^"]*)"?|[\\!](?<escaped>[\s\S])|_[\s\S]?|\*[\s\S]?|(?<general>G\/通用格式|General)|(?<clock>AM\/PM|A\/P|上午\/下午)|(?<exponent>E[+-])|(?<date>(?<letter>[ymdhseagb])\k<letter>*)|(?<other>[\s\S])/giu

const operators: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '=': (value, bound) => value === bound,
  '<>': (value, bound) => value !== bound,
}

const single: Readonly<Record<string, FormatPiece>> = {
  '0': { kind: 'digit', pad: '0' },
  '#': { kind: 'digit', pad: '' },
  '?': { kind: 'digit', pad: ' ' },
  '.': { kind: 'point' },
  ',': { kind: 'comma' },
  '%': { kind: 'percent' },
  '/': { kind: 'slash' },
  '@': { kind: 'text' },
}

/**
 * Takes a number format apart at its semicolons. Colours and languages are left out, and so are Chinese numerals (`[DBNum1]`),
 * which print the same number in other signs.
 */
export function parseFormat(code: string): readonly FormatSection[] {
  const sections: { condition: FormatSection['condition']; pieces: FormatPiece[] }[] = []
  let section: (typeof sections)[number] = { condition: null, pieces: [] }
  sections.push(section)
  for (const { 0: whole, groups = {} } of code.slice(0, longest).matchAll(piece)) {
    if (whole === ';') {
      section = { condition: null, pieces: [] }
      sections.push(section)
      continue
    }
    section.condition ??= conditionOf(groups['bracket'])
    const found = pieceOf(whole, groups)
    if (found !== null) section.pieces.push(found)
  }
  return sections
}

function pieceOf(whole: string, groups: Readonly<Record<string, string | undefined>>): FormatPiece | null {
  const { bracket, quoted, escaped, general, clock, exponent, date, other } = groups
  if (bracket !== undefined) return ofBracket(bracket)
  if (general !== undefined) return { kind: 'general' }
  if (exponent !== undefined) return { kind: 'exponent' }
  if (date !== undefined || clock !== undefined) return { kind: 'date', letters: whole.toLowerCase() }
  // `_x` leaves as much room as an x needs; `*x` fills the cell.
  if (whole.startsWith('_')) return { kind: 'literal', text: ' ' }
  if (whole.startsWith('*') && other === undefined) return null
  const text = quoted ?? escaped ?? other ?? ''
  return (other === undefined ? undefined : single[other]) ?? { kind: 'literal', text }
}

function ofBracket(bracket: string): FormatPiece | null {
  const currency = /^\$(?<sign>[^-]+)/u.exec(bracket)?.groups?.['sign']
  if (currency !== undefined) return { kind: 'literal', text: currency }
  return /^(?:h+|m+|s+)$/iu.test(bracket) ? { kind: 'date', letters: `[${bracket.toLowerCase()}]` } : null
}

function conditionOf(bracket: string | undefined): FormatSection['condition'] {
  const found = /^(?<operator><=|>=|<>|[<>=])\s*(?<bound>-?[\d.]+)$/u.exec(bracket ?? '')?.groups
  const operator = operators[found?.['operator'] ?? '']
  const bound = Number(found?.['bound'])
  return operator === undefined || Number.isNaN(bound) ? null : (value) => operator(value, bound)
}
