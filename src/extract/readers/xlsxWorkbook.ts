import { NianbaoError } from '../../errors.ts'
import { readXmlPart, relationships, type XmlPart } from './docxPackage.ts'
import { walkTags, type Tag } from './docxTags.ts'
import { decodeAttribute } from './docxText.ts'
import type { Calendar } from './sheetDate.ts'
import { isTrue, sheetVocabulary, type SheetName } from './xlsxVocabulary.ts'
import type { Zip } from './zip.ts'

/** A sheet by its name and the part of the package that holds its cells. */
export interface SheetPart {
  readonly name: string
  readonly part: string
}

/** What the main part of a workbook says. */
export interface Workbook {
  /** Visible sheets with cells, in the order of their tabs; no charts, no dialogues. */
  readonly sheets: readonly SheetPart[]
  readonly calendar: Calendar
  readonly strings: XmlPart | null
  readonly styles: XmlPart | null
}

/** The main part of the package (ECMA-376 part 1 §12.3.23 and §18.2). Throws `unreadable-file` where there is none in XML. */
export function readWorkbook(zip: Zip): Workbook {
  const main = mainPart(zip)
  const related = relationships(zip, main.name)
  const byId = new Map(related.map((one) => [one.id, one]))
  const sheets: SheetPart[] = []
  const said: { calendar: Calendar; isWorkbook: boolean } = { calendar: 1900, isWorkbook: false }
  const open = (name: SheetName, tag: Tag<SheetName>): 'enter' => {
    if (name === 'workbook') said.isWorkbook = true
    if (name === 'workbookPr' && isTrue(tag.attribute('date1904'))) said.calendar = 1904
    if (name !== 'sheet' || /hidden/iu.test(tag.attribute('state') ?? '')) return 'enter'
    const id = tag.attribute('id')
    const found = byId.get(id ?? '')
    if (found?.type.endsWith('/worksheet') === true) {
      sheets.push({ name: decodeAttribute(tag.attribute('name') ?? ''), part: found.target })
    }
    return 'enter'
  }
  const nothing = (): void => undefined
  walkTags(main, sheetVocabulary, {
    textIn: new Set(),
    open,
    close: nothing,
    text: nothing,
  })
  if (!said.isWorkbook) throw unreadable('its main part is no workbook')
  const partOf = (kind: string): XmlPart | null => {
    const found = related.find(({ type }) => type.endsWith(`/${kind}`))
    return found === undefined ? null : readXmlPart(zip, found.target)
  }
  return { sheets, calendar: said.calendar, strings: partOf('sharedStrings'), styles: partOf('styles') }
}

function mainPart(zip: Zip): XmlPart {
  const declared = relationships(zip, '').find(({ type }) => type.endsWith('/officeDocument'))?.target
  const name = declared ?? 'xl/workbook.xml'
  if (name.endsWith('.bin')) throw unreadable('it is a binary workbook (.xlsb)')
  const part = readXmlPart(zip, name)
  if (part === null) throw unreadable('it has no main part')
  return part
}

function unreadable(what: string): NianbaoError {
  return new NianbaoError(
    'unreadable-file',
    `the Excel workbook cannot be read: ${what}; open it in Excel and save it as .xlsx`,
  )
}
