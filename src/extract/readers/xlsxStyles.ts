import { walkTags, type Tag, type TagReader, type Xml } from './docxTags.ts'
import { decodeAttribute } from './docxText.ts'
import type { Calendar } from './sheetDate.ts'
import { plainLook, type ConditionalLook, type FontLook } from './sheetLook.ts'
import { cellFormat } from './sheetNumber.ts'
import { cellStyles, type CellStyles, type NamedStyle } from './sheetStyles.ts'
import { withElement } from './xlsxLook.ts'
import { sheetVocabulary, type SheetName } from './xlsxVocabulary.ts'

/** The styles of `xl/styles.xml` (ECMA-376 part 1 §18.8); without that part every cell is General. */
export function readCellStyles(xml: Xml | null, calendar: Calendar): WorkbookStyles {
  const reader = new StylesReader()
  if (xml !== null) walkTags(xml, sheetVocabulary, reader)
  return {
    styles: cellStyles(reader.cells, reader.formats, reader.fonts, calendar),
    conditionals: reader.conditionals.map((said) => conditionalLook(said, calendar)),
  }
}

export interface WorkbookStyles {
  readonly styles: CellStyles
  /** Formats for conditions, by their number; null for one that only colours or frames. */
  readonly conditionals: readonly (ConditionalLook | null)[]
}

/** A `dxf` as the file has it. */
interface Conditional {
  readonly format: string | null
  readonly font: FontLook
  readonly isFilled: boolean
}

/** White on a ground of its own is meant to be read. */
function conditionalLook(
  { format, font, isFilled }: Conditional,
  calendar: Calendar,
): ConditionalLook | null {
  const white = font.struck || font.raised || (font.white && !isFilled)
  if (format === null && !white) return null
  return { format: format === null ? null : cellFormat(format, calendar), white, covers: false }
}

class StylesReader implements TagReader<SheetName> {
  readonly textIn: ReadonlySet<SheetName> = new Set<SheetName>()
  readonly formats = new Map<number, string>()
  readonly fonts: FontLook[] = []
  readonly cells: NamedStyle[] = []
  readonly conditionals: Conditional[] = []

  open(name: SheetName, tag: Tag<SheetName>): 'enter' | 'skip' {
    if (name === 'dxf') this.conditionals.push({ format: null, font: plainLook, isFilled: false })
    else if (tag.parent === 'dxf' || tag.grandparent === 'dxf') this.#ofConditional(name, tag)
    else if (name === 'numFmt') this.formats.set(number(tag, 'numFmtId'), code(tag))
    else if (name === 'font' && tag.parent === 'fonts') this.fonts.push(plainLook)
    else if (name === 'xf' && tag.parent === 'cellXfs') {
      this.cells.push({ format: number(tag, 'numFmtId'), font: number(tag, 'fontId') })
    } else if (tag.parent === 'font') {
      this.fonts.push(withElement(this.fonts.pop() ?? plainLook, name, tag))
    }
    return 'enter'
  }

  #ofConditional(name: SheetName, tag: Tag<SheetName>): void {
    const said = this.conditionals.pop()
    if (said === undefined) return
    if (name === 'numFmt') this.conditionals.push({ ...said, format: code(tag) })
    else if (name === 'fill') this.conditionals.push({ ...said, isFilled: true })
    else if (tag.parent === 'font')
      this.conditionals.push({ ...said, font: withElement(said.font, name, tag) })
    else this.conditionals.push(said)
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
