import { walkTags, type Tag, type TagReader } from './docxTags.ts'
import { decodeAttribute } from './docxText.ts'
import { builtInFormats } from './sheetBuiltInFormats.ts'
import type { Calendar } from './sheetDate.ts'
import { cellFormat, type CellFormat } from './sheetNumber.ts'
import { addToLook, plainLook, type FontLook } from './xlsxLook.ts'
import { sheetVocabulary, type SheetName } from './xlsxVocabulary.ts'

/** How a cell prints what it holds. */
export interface CellStyle {
  readonly format: CellFormat
  readonly look: Readonly<FontLook>
}

/** Styles by the number that cells name (`s`). */
export type CellStyles = (index: number) => CellStyle

/** The styles of `xl/styles.xml` (ECMA-376 part 1 §18.8); without that part every cell is General. */
export function readCellStyles(bytes: Buffer | null, calendar: Calendar): CellStyles {
  const reader = new StylesReader()
  if (bytes !== null) walkTags(bytes.toString('latin1'), sheetVocabulary, reader)
  const prepared = new Map<string, CellFormat>()
  const formatOf = (id: number): CellFormat => {
    const code = reader.formats.get(id) ?? builtInFormats.get(id) ?? 'General'
    const format = prepared.get(code) ?? cellFormat(code, calendar)
    prepared.set(code, format)
    return format
  }
  const styles = new Map<number, CellStyle>()
  return (index) => {
    const { format, font } = reader.cells[index] ?? { format: 0, font: -1 }
    const style = styles.get(index) ?? { format: formatOf(format), look: reader.fonts[font] ?? plainLook }
    styles.set(index, style)
    return style
  }
}

class StylesReader implements TagReader<SheetName> {
  readonly textIn: ReadonlySet<SheetName> = new Set<SheetName>()
  readonly formats = new Map<number, string>()
  readonly fonts: FontLook[] = []
  readonly cells: { readonly format: number; readonly font: number }[] = []

  open(name: SheetName, tag: Tag<SheetName>): 'enter' | 'skip' {
    // Formats for conditions, with fonts of their own.
    if (name === 'dxfs') return 'skip'
    if (name === 'numFmt') this.formats.set(number(tag, 'numFmtId'), code(tag))
    else if (name === 'font' && tag.parent === 'fonts') this.fonts.push({ ...plainLook })
    else if (name === 'xf' && tag.parent === 'cellXfs') {
      this.cells.push({ format: number(tag, 'numFmtId'), font: number(tag, 'fontId') })
    } else if (tag.parent === 'font') {
      const font = this.fonts.at(-1)
      if (font !== undefined) addToLook(font, name, tag)
    }
    return 'enter'
  }

  close(): void {
    // Everything is said in attributes.
  }

  text(): void {
    // No words in this part.
  }
}

const code = (tag: Tag<SheetName>): string => decodeAttribute(tag.attribute('formatCode') ?? '')
const number = (tag: Tag<SheetName>, name: string): number => Number(tag.attribute(name) ?? 0)
