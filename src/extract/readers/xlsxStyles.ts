import { walkTags, type Tag, type TagReader, type Xml } from './docxTags.ts'
import { decodeAttribute } from './docxText.ts'
import type { Calendar } from './sheetDate.ts'
import { plainLook, type FontLook } from './sheetLook.ts'
import { cellStyles, type CellStyles, type NamedStyle } from './sheetStyles.ts'
import { withElement } from './xlsxLook.ts'
import { sheetVocabulary, type SheetName } from './xlsxVocabulary.ts'

/** The styles of `xl/styles.xml` (ECMA-376 part 1 §18.8); without that part every cell is General. */
export function readCellStyles(xml: Xml | null, calendar: Calendar): CellStyles {
  const reader = new StylesReader()
  if (xml !== null) walkTags(xml, sheetVocabulary, reader)
  return cellStyles(reader.cells, reader.formats, reader.fonts, calendar)
}

class StylesReader implements TagReader<SheetName> {
  readonly textIn: ReadonlySet<SheetName> = new Set<SheetName>()
  readonly formats = new Map<number, string>()
  readonly fonts: FontLook[] = []
  readonly cells: NamedStyle[] = []

  open(name: SheetName, tag: Tag<SheetName>): 'enter' | 'skip' {
    // Formats for conditions, with fonts of their own.
    if (name === 'dxfs') return 'skip'
    if (name === 'numFmt') this.formats.set(number(tag, 'numFmtId'), code(tag))
    else if (name === 'font' && tag.parent === 'fonts') this.fonts.push(plainLook)
    else if (name === 'xf' && tag.parent === 'cellXfs') {
      this.cells.push({ format: number(tag, 'numFmtId'), font: number(tag, 'fontId') })
    } else if (tag.parent === 'font') {
      this.fonts.push(withElement(this.fonts.pop() ?? plainLook, name, tag))
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
