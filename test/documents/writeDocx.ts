import {
  type Draft,
  type DraftBlock,
  type DraftCell,
  type DraftParagraph,
  type DraftTable,
  type Run,
} from './draft.ts'
import { type GridCell, type GridRow, gridRows, gridWidth } from './grid.ts'
import { type Random, random } from './random.ts'
import { packDocx } from './docxPackage.ts'

export interface DocxStyle {
  /** Full properties on every cell, paragraph and run, and runs split as Word splits them: about 280 KB of XML. */
  readonly realistic: boolean
  /** Runs and cells in content controls and smart tags, as templates of the office have them. */
  readonly wrapped: boolean
}

export const realisticDocx: DocxStyle = { realistic: true, wrapped: false }

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const fonts = '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>'
const cellRun = `${fonts}<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar"/>`
const cellParagraph =
  '<w:keepNext w:val="0"/><w:keepLines w:val="0"/><w:widowControl/><w:suppressLineNumbers w:val="0"/><w:spacing w:before="0" w:beforeAutospacing="1" w:after="0" w:afterLines="0" w:afterAutospacing="0"/><w:ind w:left="0" w:right="0"/><w:jc w:val="center"/>'
const cellBorders = ['top', 'left', 'bottom', 'right']
  .map((side) => `<w:${side} w:val="single" w:color="auto" w:sz="8" w:space="0"/>`)
  .join('')
const cellLook = `<w:tcBorders>${cellBorders}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:vAlign w:val="center"/>`
const rowLook = '<w:trHeight w:val="340" w:hRule="atLeast"/><w:jc w:val="center"/>'
const tableLook = `<w:tblStyle w:val="3"/><w:tblW w:w="9740" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`
const author = 'w:author="办公室" w:date="2023-01-09T09:30:00Z"'

/** Writes the parts of one document; holds the dice that split its runs and number its paragraphs. */
interface Pen extends DocxStyle {
  readonly dice: Random
}

const properties = (pen: Pen, extra: string): string => {
  const all = `${pen.realistic ? cellRun : ''}${extra}`
  return all === '' ? '' : `<w:rPr>${all}</w:rPr>`
}

/** Text with its line breaks; tag is w:t or w:delText. */
const textXml = (text: string, tag: 't' | 'delText'): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `<w:${tag} xml:space="preserve">${escape(line)}</w:${tag}>`))
    .join('<w:br/>')

const plainRun = (pen: Pen, text: string, extra = ''): string =>
  `<w:r>${properties(pen, extra)}${textXml(text, 't')}</w:r>`

/** Word splits runs wherever somebody once typed, checked spelling or changed the input method. */
function splitRuns(pen: Pen, text: string): string {
  if (!pen.realistic || text.length < 2 || pen.dice.chance(0.7)) return plainRun(pen, text)
  const at = pen.dice.int(1, text.length - 1)
  const between = pen.dice.pick([
    '',
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
  ])
  return (
    plainRun(pen, text.slice(0, at)) + between + plainRun(pen, text.slice(at), '<w:lang w:eastAsia="zh-CN"/>')
  )
}

/** A text box as Word 2010 and later write it: the drawing, and the same words again for older readers. */
function textBox(text: string): string {
  const content = `<w:txbxContent><w:p><w:r>${textXml(text, 't')}</w:r></w:p></w:txbxContent>`
  return (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="3000000" cy="500000"/><wp:wrapTopAndBottom/><wp:docPr id="9" name="文本框 9"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>' +
    `${content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:200pt;height:40pt"><v:textbox>${content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
  )
}

const control = (inner: string): string =>
  `<w:sdt><w:sdtPr><w:id w:val="41"/><w:text/></w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`

/** Content control, smart tag or link around runs: none changes what is read. */
const wraps: readonly [(runs: string) => string, ...((runs: string) => string)[]] = [
  control,
  (runs) =>
    `<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chsdate">${runs}</w:smartTag>`,
  (runs) => `<w:hyperlink w:anchor="_GoBack">${runs}</w:hyperlink>`,
  (runs) => runs,
]

function runXml(pen: Pen, { text, setting }: Run): string {
  switch (setting) {
    case 'plain':
      return pen.wrapped ? pen.dice.pick(wraps)(splitRuns(pen, text)) : splitRuns(pen, text)
    case 'hidden':
      return plainRun(pen, text, '<w:vanish/>')
    case 'deleted':
      return `<w:del w:id="11" ${author}><w:r>${properties(pen, '')}${textXml(text, 'delText')}</w:r></w:del>`
    case 'inserted':
      return `<w:ins w:id="12" ${author}>${plainRun(pen, text)}</w:ins>`
    case 'field':
      return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> =SUM(LEFT) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${plainRun(pen, text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
    case 'text-box':
      return textBox(text)
  }
}

function paragraphXml(pen: Pen, runs: readonly Run[], look: string): string {
  const id = pen.realistic
    ? ` w14:paraId="${pen.dice.int(0x10000000, 0x7fffffff).toString(16).toUpperCase()}"`
    : ''
  const body = runs.map((run) => runXml(pen, run)).join('')
  return `<w:p${id}>${look === '' ? '' : `<w:pPr>${look}</w:pPr>`}${body}</w:p>`
}

function cellXml(pen: Pen, { cell, continued }: GridCell, width: number): string {
  const merge =
    cell.rowSpan === 1 ? '' : continued ? '<w:vMerge w:val="continue"/>' : '<w:vMerge w:val="restart"/>'
  const span = cell.columnSpan === 1 ? '' : `<w:gridSpan w:val="${cell.columnSpan}"/>`
  const look = `<w:tcPr><w:tcW w:w="${width * cell.columnSpan}" w:type="dxa"/>${span}${merge}${pen.realistic ? cellLook : ''}</w:tcPr>`
  const xml = `<w:tc>${look}${paragraphXml(pen, continued ? [] : cell.runs, pen.realistic ? cellParagraph : '')}</w:tc>`
  return pen.wrapped && pen.dice.chance(0.1) ? control(xml) : xml
}

function rowXml(pen: Pen, { row, cells }: GridRow, width: number): string {
  const change = {
    plain: '',
    deleted: `<w:del w:id="13" ${author}/>`,
    inserted: `<w:ins w:id="14" ${author}/>`,
  }[row.setting]
  const marked =
    row.setting === 'deleted'
      ? cells.map(({ cell, continued }) => ({ cell: withDeletedText(cell), continued }))
      : cells
  const look = `${pen.realistic ? rowLook : ''}${change}`
  return `<w:tr>${look === '' ? '' : `<w:trPr>${look}</w:trPr>`}${marked.map((one) => cellXml(pen, one, width)).join('')}</w:tr>`
}

const withDeletedText = (cell: DraftCell): DraftCell => ({
  ...cell,
  runs: cell.runs.map((run) => ({ ...run, setting: 'deleted' })),
})

function tableXml(pen: Pen, { rows }: DraftTable): string {
  const grid = gridRows(rows)
  const columns = gridWidth(grid)
  const width = Math.floor(9740 / Math.max(1, columns))
  const look = pen.realistic ? tableLook : '<w:tblW w:w="0" w:type="auto"/>'
  return `<w:tbl><w:tblPr>${look}</w:tblPr><w:tblGrid>${`<w:gridCol w:w="${width}"/>`.repeat(columns)}</w:tblGrid>${grid.map((one) => rowXml(pen, one, width)).join('')}</w:tbl>`
}

function bodyParagraph(pen: Pen, { role, runs, listNumber }: DraftParagraph): string {
  const numbered = listNumber === null ? '' : '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
  const look =
    role === 'title'
      ? '<w:jc w:val="center"/>'
      : pen.realistic
        ? '<w:spacing w:line="560" w:lineRule="exact"/>'
        : ''
  return paragraphXml(pen, runs, `${numbered}${look}`)
}

const blockXml = (pen: Pen, block: DraftBlock): string =>
  block.kind === 'table' ? tableXml(pen, block) : bodyParagraph(pen, block)

/** The draft as a .docx (ECMA-376), as Word or WPS would save it; `key` decides where runs are split. */
export function writeDocx({ blocks }: Draft, key: string, style: DocxStyle): Uint8Array {
  const pen = { ...style, dice: random(`docx:${key}`) }
  return packDocx(blocks.map((block) => blockXml(pen, block)).join(''))
}
