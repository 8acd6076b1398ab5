import { builtInFormats } from './sheetBuiltInFormats.ts'
import type { Calendar } from './sheetDate.ts'
import { plainLook, type CellStyle, type FontLook } from './sheetLook.ts'
import { cellFormat, type CellFormat } from './sheetNumber.ts'

/** Styles by the number that cells name. */
export type CellStyles = (index: number) => CellStyle

/** A style as files have it: the numbers of its format and its font. */
export interface NamedStyle {
  readonly format: number
  readonly font: number
}

/** Prepares each format once, when a cell first needs it. A style or font that the file does not have is General and plain. */
export function cellStyles(
  named: readonly NamedStyle[],
  formats: ReadonlyMap<number, string>,
  fonts: readonly FontLook[],
  calendar: Calendar,
): CellStyles {
  const prepared = new Map<number, CellFormat>()
  const formatOf = (id: number): CellFormat => {
    const code = formats.get(id) ?? builtInFormats.get(id) ?? 'General'
    const format = prepared.get(id) ?? cellFormat(code, calendar)
    prepared.set(id, format)
    return format
  }
  return (index) => {
    const { format, font } = named[index] ?? { format: 0, font: -1 }
    return { format: formatOf(format), look: fonts[font] ?? plainLook }
  }
}
