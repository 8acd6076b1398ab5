import { printDate, type Calendar } from './sheetDate.ts'
import { printGeneral, toDecimal } from './sheetDecimal.ts'
import { parseFormat, type FormatPiece, type FormatSection } from './sheetFormat.ts'

/** How the numbers and texts of a cell are printed (数字格式). */
export interface CellFormat {
  number(value: number): string
  text(text: string): string
}

/**
 * Prepares a number format (ECMA-376 part 1 §18.8.31, [MS-XLS] 2.4.126): what a person sees in the cell, because a figure is
 * what is printed. Rounded, scaled (`0!.0,`), hidden (`;;;`), with its unit (`0"件"`) or as a percentage. Fractions,
 * elapsed times and dates in other calendars are printed as the bare number.
 */
export function cellFormat(code: string, calendar: Calendar): CellFormat {
  const sections = parseFormat(code)
  return {
    number: (value) => printNumber(value, sections, calendar).trim(),
    text: (text) => printText(text, sections),
  }
}

/** Only the fourth section, or one with an @, is for texts. */
function printText(text: string, sections: readonly FormatSection[]): string {
  const section = sections[3] ?? sections.find(({ pieces }) => pieces.some(({ kind }) => kind === 'text'))
  if (section === undefined) return text
  return section.pieces
    .map((piece) => (piece.kind === 'text' ? text : piece.kind === 'literal' ? piece.text : ''))
    .join('')
}

function printNumber(value: number, sections: readonly FormatSection[], calendar: Calendar): string {
  const { section, signed } = chooseSection(value, sections)
  if (section === undefined) return printGeneral(value)
  const { pieces } = section
  if (pieces.some(({ kind }) => kind === 'date')) {
    return printDate(value, pieces, calendar) ?? printGeneral(value)
  }
  const isFraction = pieces.some(({ kind }) => kind === 'slash')
  if (isFraction || pieces.some(({ kind }) => kind === 'text')) return printGeneral(value)
  const general = pieces.some(({ kind }) => kind === 'general')
  const printed = general ? printAround(Math.abs(value), pieces) : printDigits(value, pieces)
  return signed && value < 0 && /[1-9]/u.test(printed) ? `-${printed}` : printed
}

/** Without conditions: for what is above zero, below, and zero. `signed`: the section does not say itself that it is below. */
function chooseSection(
  value: number,
  sections: readonly FormatSection[],
): { readonly section: FormatSection | undefined; readonly signed: boolean } {
  if (sections.some(({ condition }) => condition !== null)) {
    const found = sections.find(({ condition }) => condition?.(value) === true)
    const otherwise = sections.slice(0, 3).findLast(({ condition }) => condition === null)
    return { section: found ?? otherwise, signed: true }
  }
  const numeric = sections.slice(0, 3)
  if (value < 0 && numeric[1] !== undefined) return { section: numeric[1], signed: false }
  if (value === 0 && numeric[2] !== undefined) return { section: numeric[2], signed: false }
  return { section: numeric[0], signed: true }
}

const printAround = (size: number, pieces: readonly FormatPiece[]): string =>
  pieces.map((piece) => (piece.kind === 'general' ? printGeneral(size) : textOf(piece))).join('')

function textOf(piece: FormatPiece): string {
  if (piece.kind === 'literal') return piece.text
  return piece.kind === 'percent' ? '%' : ''
}

/** Prints the size of a number through the places for digits; the first takes all that are left. */
function printDigits(value: number, pieces: readonly FormatPiece[]): string {
  const point = pieces.findIndex(({ kind }) => kind === 'point')
  const end = point < 0 ? pieces.length : point
  if (pieces.some(({ kind }) => kind === 'exponent')) return printExponent(value, pieces, end)
  const isDigit = ({ kind }: FormatPiece): boolean => kind === 'digit'
  const places = pieces.slice(0, end).filter(isDigit).length
  const decimals = pieces.slice(end).filter(isDigit).length
  if (places + decimals === 0) return pieces.map(textOf).join('')
  const commas = commasOf(pieces, end)
  const percents = pieces.filter(({ kind }) => kind === 'percent').length
  const { whole, fraction } = toDecimal(value, decimals, 2 * percents - 3 * commas.scaling)
  const before = printWhole(whole === '0' ? '' : whole, pieces.slice(0, end), places, commas.grouping)
  return before + printFraction(fraction, pieces.slice(end))
}

/** A comma between places of whole digits parts thousands; one behind all of them leaves three digits out. */
function commasOf(
  pieces: readonly FormatPiece[],
  end: number,
): { readonly grouping: boolean; readonly scaling: number } {
  const last = pieces.findLastIndex(({ kind }) => kind === 'digit')
  const lastWhole = pieces.slice(0, end).findLastIndex(({ kind }) => kind === 'digit')
  const at = pieces.flatMap(({ kind }, index) => (kind === 'comma' ? [index] : []))
  const first = pieces.findIndex(({ kind }) => kind === 'digit')
  return {
    grouping: at.some((index) => index > first && index < lastWhole),
    scaling: at.filter((index) => (index > lastWhole && index < end) || index > last).length,
  }
}

function printWhole(
  digits: string,
  pieces: readonly FormatPiece[],
  places: number,
  grouping: boolean,
): string {
  let printed = ''
  let left = places
  const put = (digit: string, fromRight: number): void => {
    printed += digit
    if (grouping && fromRight > 0 && fromRight % 3 === 0 && digit.trim() !== '') printed += ','
  }
  for (const piece of pieces) {
    if (piece.kind !== 'digit') {
      printed += textOf(piece)
      continue
    }
    const isFirst = left === places
    left -= 1
    const from = isFirst ? Math.max(digits.length - 1, left) : left
    for (let at = from; at >= left; at -= 1) put(digits[digits.length - 1 - at] ?? piece.pad, at)
  }
  return printed
}

/** Without a point that nothing follows. */
function printFraction(digits: string, pieces: readonly FormatPiece[]): string {
  const needed = digits.replace(/0+$/u, '').length
  let printed = ''
  let index = 0
  for (const piece of pieces) {
    if (piece.kind === 'digit') {
      printed += index < needed ? (digits[index] ?? '') : piece.pad
      index += 1
    } else if (piece.kind !== 'point') printed += textOf(piece)
  }
  return /^[\d ]/u.test(printed) && index > 0 ? `.${printed}` : printed
}

/** `0.00E+00` */
function printExponent(value: number, pieces: readonly FormatPiece[], end: number): string {
  const at = pieces.findIndex(({ kind }) => kind === 'exponent')
  const decimals = pieces.slice(end, at).filter(({ kind }) => kind === 'digit').length
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential(Math.min(decimals, 20)).split('e')
  return `${mantissa}E${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`
}
