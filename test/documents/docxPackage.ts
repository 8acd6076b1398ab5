import { zip } from './zip.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

const namespaces = [
  `xmlns:w="${main}"`,
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  `xmlns:r="${office}"`,
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'mc:Ignorable="w14"',
].join(' ')

const section =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'

const contentTypes = `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${wordType}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${wordType}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${wordType}.numbering+xml"/></Types>`
const packageRelations = `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`
const wordRelations = `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${office}/numbering" Target="numbering.xml"/></Relationships>`
const numbering = `${head}<w:numbering xmlns:w="${main}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

/** Word's files carry some hundred styles; their names are what fills the 20 KB of a real one. */
function styles(): string {
  const names = Array.from(
    { length: 120 },
    (_, i) =>
      `<w:style w:type="paragraph" w:styleId="${i + 1}"><w:name w:val="style ${i + 1}"/><w:basedOn w:val="1"/><w:uiPriority w:val="${i}"/><w:qFormat/><w:rPr><w:sz w:val="${20 + (i % 9)}"/></w:rPr></w:style>`,
  )
  return `${head}<w:styles xmlns:w="${main}">${names.join('')}</w:styles>`
}

/** A .docx around the given body (ECMA-376 part 2: the package, part 1: the main document). */
export function packDocx(body: string): Uint8Array {
  const files: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', contentTypes],
    ['_rels/.rels', packageRelations],
    ['word/_rels/document.xml.rels', wordRelations],
    ['word/document.xml', `${head}<w:document ${namespaces}><w:body>${body}${section}</w:body></w:document>`],
    ['word/styles.xml', styles()],
    ['word/numbering.xml', numbering],
  ]
  return zip(files.map(([name, text]) => ({ name, bytes: Buffer.from(text) })))
}
