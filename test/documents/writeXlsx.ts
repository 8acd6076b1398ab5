import type { Draft } from './draft.ts'
import { type Random, random } from './random.ts'
import { type MadeCell, type MadeSheet, sheetsOf } from './sheetDraft.ts'
import { zip } from './zip.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships'

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Texts that cells name by number, and formats that styles do; both grow while cells are written. */
class Tables {
  readonly strings: string[] = []
  readonly formats: string[] = ['General']
  readonly dice: Random

  constructor(dice: Random) {
    this.dice = dice
  }

  string(text: string): number {
    const known = this.strings.indexOf(text)
    return known >= 0 ? known : this.strings.push(text) - 1
  }

  style(format: string): number {
    const known = this.formats.indexOf(format)
    return known >= 0 ? known : this.formats.push(format) - 1
  }
}

/** `C5` */
function referenceOf(row: number, column: number): string {
  const letters = column < 26 ? '' : String.fromCharCode(64 + Math.floor(column / 26))
  return `${letters}${String.fromCharCode(65 + (column % 26))}${row + 1}`
}

function cellXml({ row, column, typed }: MadeCell, tables: Tables): string {
  const place = referenceOf(row, column)
  if (typed.kind === 'text') {
    if (tables.dice.chance(0.1)) {
      return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escape(typed.text)}</t></is></c>`
    }
    return `<c r="${place}" t="s"><v>${tables.string(typed.text)}</v></c>`
  }
  const formula = typed.kind === 'formula' ? '<f>SUM(A1:B2)</f>' : ''
  return `<c r="${place}" s="${tables.style(typed.format)}">${formula}<v>${typed.value}</v></c>`
}

function sheetXml({ cells, merges, hiddenRows, hiddenColumns }: MadeSheet, tables: Tables): string {
  const rows = [...Map.groupBy(cells, ({ row }) => row)].sort(([a], [b]) => a - b)
  const rowXml = rows.map(
    ([row, own]) =>
      `<row r="${row + 1}"${hiddenRows.includes(row) ? ' hidden="1"' : ''}>${own
        .toSorted((a, b) => a.column - b.column)
        .map((cell) => cellXml(cell, tables))
        .join('')}</row>`,
  )
  const columns = hiddenColumns.map(
    (column) => `<col min="${column + 1}" max="${column + 1}" width="9" hidden="1"/>`,
  )
  const cols = columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`
  const merged = merges.map(
    ({ top, left, bottom, right }) =>
      `<mergeCell ref="${referenceOf(top, left)}:${referenceOf(bottom, right)}"/>`,
  )
  const mergeXml =
    merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>`
  return `${head}<worksheet xmlns="${main}">${cols}<sheetData>${rowXml.join('')}</sheetData>${mergeXml}</worksheet>`
}

function stringXml(text: string, dice: Random): string {
  if (text.length < 2 || dice.chance(0.9)) return `<si><t xml:space="preserve">${escape(text)}</t></si>`
  const at = dice.int(1, text.length - 1)
  const run = (part: string): string =>
    `<r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">${escape(part)}</t></r>`
  return `<si>${run(text.slice(0, at))}${run(text.slice(at))}<rPh sb="0" eb="1"><t>dú</t></rPh></si>`
}

function stylesXml(formats: readonly string[]): string {
  const own = formats
    .slice(1)
    .map((code, index) => `<numFmt numFmtId="${176 + index}" formatCode="${escape(code)}"/>`)
  const styles = formats.map(
    (_code, index) => `<xf numFmtId="${index === 0 ? 0 : 175 + index}" fontId="0" fillId="0" borderId="0"/>`,
  )
  return `${head}<styleSheet xmlns="${main}"><numFmts>${own.join('')}</numFmts><fonts count="1"><font><sz val="11"/><color theme="1"/><name val="宋体"/></font></fonts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`
}

const relation = (id: number, kind: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${office}/${kind}" Target="${target}"/>`
const relations = (all: readonly string[]): string =>
  `${head}<Relationships xmlns="${packageRels}">${all.join('')}</Relationships>`

/** A workbook (.xlsx, ECMA-376) with these sheets; `key` decides how texts are stored. */
export function packXlsx(sheets: readonly MadeSheet[], key: string): Uint8Array {
  const tables = new Tables(random(`xlsx:${key}`))
  const parts = sheets.map((sheet) => sheetXml(sheet, tables))
  const list = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escape(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 10}"/>`,
  )
  const files: readonly (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ],
    ['_rels/.rels', relations([relation(1, 'officeDocument', 'xl/workbook.xml')])],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        relation(1, 'styles', 'styles.xml'),
        relation(2, 'sharedStrings', 'sharedStrings.xml'),
        ...sheets.map((_sheet, index) =>
          relation(index + 10, 'worksheet', `worksheets/sheet${index + 1}.xml`),
        ),
      ]),
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${list.join('')}</sheets></workbook>`,
    ],
    ...parts.map((part, index): readonly [string, string] => [`xl/worksheets/sheet${index + 1}.xml`, part]),
    [
      'xl/sharedStrings.xml',
      `${head}<sst xmlns="${main}">${tables.strings.map((text) => stringXml(text, tables.dice)).join('')}</sst>`,
    ],
    ['xl/styles.xml', stylesXml(tables.formats)],
  ]
  return zip(files.map(([name, text]) => ({ name, bytes: Buffer.from(text) })))
}

/** The draft as a workbook. */
export const writeXlsx = (draft: Draft, key: string): Uint8Array => packXlsx(sheetsOf(draft, key), key)
