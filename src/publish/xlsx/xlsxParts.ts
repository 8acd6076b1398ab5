import { xlsxText } from './xlsxText.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const ofPackage = 'http://schemas.openxmlformats.org/package/2006'
const ofOffice = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`

/** Every part of a workbook (ECMA-376 part 1) but its sheets, by its path; `sheets` are their names, in order. */
export function xlsxParts(sheets: readonly string[]): ReadonlyMap<string, string> {
  const each = (part: (number: number, name: string) => string): string =>
    sheets.map((name, at) => part(at + 1, name)).join('')
  const parts = [
    ['xl/workbook.xml', 'officeDocument', `${kind}.sheet.main+xml`],
    ['xl/styles.xml', 'styles', `${kind}.styles+xml`],
  ] as const
  const types = [
    ...parts.map(([path, , type]) => typeOf(path, type)),
    each((number) => typeOf(sheetPath(number), `${kind}.worksheet+xml`)),
  ]
  return new Map([
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${ofPackage}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join('')}</Types>\n`,
    ],
    ['_rels/.rels', relations(relation(1, 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${main}" xmlns:r="${ofOffice}"><sheets>${each((number, name) => `<sheet name="${xlsxText(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>\n`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        each((number) => relation(number, 'worksheet', `worksheets/sheet${number}.xml`)) +
          relation(sheets.length + 1, 'styles', 'styles.xml'),
      ),
    ],
    ['xl/styles.xml', stylesPart],
  ])
}

const typeOf = (path: string, type: string): string => `<Override PartName="/${path}" ContentType="${type}"/>`

const relation = (number: number, type: string, target: string): string =>
  `<Relationship Id="rId${number}" Type="${ofOffice}/${type}" Target="${target}"/>`

const relations = (all: string): string =>
  `${declaration}<Relationships xmlns="${ofPackage}/relationships">${all}</Relationships>\n`

const formatOf = (style: string): string => `<xf fillId="0" borderId="0" xfId="0" ${style}/>`

/** The cell formats in the order of `styles` (xlsxCell.ts): plain, heading, day, moment, quoted text. */
const stylesPart = `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">${[
  'numFmtId="0" fontId="0"',
  'numFmtId="0" fontId="1" applyFont="1"',
  'numFmtId="164" fontId="0" applyNumberFormat="1"',
  'numFmtId="165" fontId="0" applyNumberFormat="1"',
  'numFmtId="0" fontId="0" quotePrefix="1"',
]
  .map(formatOf)
  .join('')}</cellXfs></styleSheet>
`
