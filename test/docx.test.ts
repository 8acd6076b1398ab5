import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../src/errors.ts'
import type { Block, Table } from '../src/model/document.ts'
import { readDocx } from '../src/extract/readers/docx.ts'
import * as made from './docxMade.ts'
import { docxOf, goesOn, p, restart, span, t, tbl, tc, tr } from './docxMade.ts'

async function blocksOf(body: string): Promise<readonly Block[]> {
  return readDocx(await docxOf(body)).blocks
}

/** Paragraphs as text, tables as rows of cells: what a reader of the printed page would note down. */
async function wordsOf(body: string): Promise<unknown[]> {
  return (await blocksOf(body)).map(words)
}

function words(block: Block): unknown {
  return block.kind === 'paragraph' ? block.text : block.table.rows.map((row) => row.map(({ text }) => text))
}

async function tableOf(...rows: readonly string[]): Promise<Table> {
  const block = (await blocksOf(tbl(...rows))).find(({ kind }) => kind === 'table')
  if (block?.kind !== 'table') throw new Error('the made document has no table')
  return block.table
}

/** `text row,column rowSpan×columnSpan` of every cell. */
const placed = (table: Table) =>
  table.rows.flat().map((c) => `${c.text} ${c.row},${c.column} ${c.rowSpan}×${c.columnSpan}`)

async function failure(bytes: Buffer | Promise<Buffer>): Promise<string> {
  const input = await bytes
  try {
    readDocx(input)
  } catch (error) {
    if (error instanceof NianbaoError) return error.code
    throw error
  }
  return 'no failure'
}

const del = (inner: string) => `<w:del w:id="1" w:author="x">${inner}</w:del>`
const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const box = (inner: string) =>
  `<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>${inner}</w:txbxContent></wps:txbx></mc:Choice>` +
  `<mc:Fallback><w:pict><v:textbox><w:txbxContent>${inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`

describe('words', () => {
  test('paragraphs come in order, blank ones left out, and name their container and charset', async () => {
    const document = readDocx(await docxOf(p('一、总体情况') + '<w:p/>' + p('正文')))
    expect(document).toMatchObject({ container: 'docx', charset: 'utf-8', metas: {} })
    expect(document.blocks).toEqual([
      { kind: 'paragraph', text: '一、总体情况' },
      { kind: 'paragraph', text: '正文' },
    ])
  })

  test('a number that is split over several runs is one number', async () => {
    expect(
      await wordsOf(`<w:p>${t('5')}<w:bookmarkStart w:id="1" w:name="_GoBack"/>${t('735')}</w:p>`),
    ).toEqual(['5735'])
  })

  test('entities, CDATA and comments give the characters they stand for, and line breaks of the XML a blank', async () => {
    const run =
      '<w:r><w:t>&lt;&#20844;&#x5f00;&amp;&quot;&apos;<![CDATA[<a&amp;b>]]><!-- <w:t>无</w:t> -->\n末</w:t></w:r>'
    expect(await wordsOf(`<w:p>${run}</w:p>`)).toEqual([`<公开&"'<a&amp;b> 末`])
  })

  test('tabs, breaks, no-break hyphens and symbols are characters, tab stops are not', async () => {
    const body =
      '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="20"/></w:tabs></w:pPr>' +
      `<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>`
    expect(await wordsOf(body)).toEqual(['甲\t乙\n丙-\uf0fe'])
  })

  test('deleted and moved-away text is skipped, inserted and moved-in text is kept', async () => {
    const body =
      '<w:p>' +
      del('<w:r><w:delText>999</w:delText><w:t>99</w:t></w:r>') +
      `<w:ins w:id="2" w:author="x">${t('15207')}</w:ins>` +
      `<w:moveFrom w:id="3" w:author="x">${t('旧')}</w:moveFrom><w:moveTo w:id="4" w:author="x">${t('新')}</w:moveTo></w:p>`
    expect(await wordsOf(body)).toEqual(['15207新'])
  })

  test('a paragraph whose end is deleted goes on in the next one', async () => {
    const deletedEnd = '<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
    expect(await wordsOf(`<w:p>${deletedEnd}${t('12')}</w:p>${p('34')}${p('五')}`)).toEqual(['1234', '五'])
  })

  test('hidden text is skipped, unless the property is switched off', async () => {
    const run = (vanish: string, text: string) => `<w:r><w:rPr>${vanish}</w:rPr><w:t>${text}</w:t></w:r>`
    const body =
      run('<w:vanish/>', '隐') + run('<w:vanish w:val="0"/>', '显') + run('<w:vanish w:val="1"/>', '藏')
    expect(await wordsOf(`<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${body}${t('后')}</w:p>`)).toEqual([
      '显后',
    ])
  })

  test('a hidden paragraph end hides no text, a hidden run also its text box', async () => {
    const hiddenEnd = '<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
    const hiddenBox = `<w:r><w:rPr><w:vanish/></w:rPr>${box(p('框内'))}</w:r>`
    expect(await wordsOf(`<w:p>${hiddenEnd}${t('显')}${hiddenBox}</w:p>`)).toEqual(['显'])
  })

  test('the result of a field is kept, its instructions and fields inside them are not', async () => {
    const instructions = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`
    const inner = field('begin') + instructions('REF a') + field('separate') + t('77') + field('end')
    const outer =
      field('begin') +
      instructions(' =SUM(LEFT) 12345 ') +
      inner +
      field('separate') +
      t('5720') +
      field('end')
    expect(await wordsOf(`<w:p>${outer}${t('件')}</w:p>`)).toEqual(['5720件'])
  })

  test('a field without an end that hides text is a failure, not a gap', async () => {
    const open = field('begin') + field('begin') + field('separate') + t('77') + field('end')
    expect(await failure(docxOf(`<w:p>${open}</w:p>${p('后文')}`))).toBe('unreadable-file')
  })

  test('a raised mark beside a figure does not become its last digit', async () => {
    const raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    expect(await wordsOf(`<w:p>${t('60')}${raised}</w:p><w:p>${t('注')}${raised}${t('60')}</w:p>`)).toEqual([
      '60^1',
      '注1^60',
    ])
  })

  test('a footnote mark leaves no trace, and one that the author typed does not touch the figure', async () => {
    const mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    const typed = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>1</w:t></w:r>'
    expect(await wordsOf(`<w:p>${t('60')}${mark}${t('件')}</w:p><w:p>${t('60')}${typed}</w:p>`)).toEqual([
      '60件',
      '60^1',
    ])
  })

  test('pinyin above the words is skipped', async () => {
    const ruby =
      '<w:r><w:ruby><w:rt><w:r><w:t>gōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>公</w:t></w:r></w:rubyBase></w:ruby></w:r>'
    expect(await wordsOf(`<w:p>${ruby}${t('开')}</w:p>`)).toEqual(['公开'])
  })

  test('content controls, smart tags, custom XML and links are transparent', async () => {
    const body =
      `<w:sdt><w:sdtPr><w:alias w:val="x"/><w:r><w:t>不印</w:t></w:r></w:sdtPr><w:sdtContent>${p('控件')}</w:sdtContent></w:sdt>` +
      `<w:p><w:smartTag w:element="date"><w:customXml w:element="y"><w:hyperlink>${t('2023年')}</w:hyperlink></w:customXml></w:smartTag></w:p>`
    expect(await wordsOf(body)).toEqual(['控件', '2023年'])
  })

  test('of alternatives one branch is read, the fallback when it stands alone', async () => {
    const fallback = `<mc:AlternateContent><mc:Fallback>${t('独')}</mc:Fallback></mc:AlternateContent>`
    const two = `<mc:AlternateContent><mc:Choice Requires="a">${t('甲')}</mc:Choice><mc:Choice Requires="b">${t('乙')}</mc:Choice><mc:Fallback>${t('丙')}</mc:Fallback></mc:AlternateContent>`
    expect(await wordsOf(`<w:p>${two}${fallback}</w:p>`)).toEqual(['甲独'])
  })

  test('a text box follows the paragraph in which it is anchored, and is read once', async () => {
    const body = `<w:p>${t('前')}<w:r>${box(p('框内4321条') + tbl(tr(tc('a'), tc('b'))))}</w:r>${t('后')}</w:p>${p('下段')}`
    expect(await wordsOf(body)).toEqual(['前后', '框内4321条', [['a', 'b']], '下段'])
  })

  test('formulas stay apart from the digits before them', async () => {
    const math =
      '<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>'
    expect(await wordsOf(`<w:p>${math}</w:p>`)).toEqual(['1/2'])
  })

  test('text that lies in another file inside of the document is a failure, not a gap', async () => {
    expect(await failure(docxOf('<w:altChunk r:id="x" xmlns:r="urn:r"/>'))).toBe('unreadable-file')
  })
})

describe('tables', () => {
  test('cells have their true spans and places', async () => {
    const table = await tableOf(
      tr(tc('申请人情况', span(3)), tc('总计', restart)),
      tr(tc('自然人', restart), tc('法人', span(2)), tc('', goesOn)),
      tr(tc('', goesOn), tc('商业企业'), tc('科研机构'), tc('', '<w:vMerge w:val="continue"/>')),
    )
    expect(table).toMatchObject({ width: 4, spansKnown: true })
    expect(placed(table)).toEqual([
      '申请人情况 0,0 1×3',
      '总计 0,3 3×1',
      '自然人 1,0 2×1',
      '法人 1,1 1×2',
      '商业企业 2,1 1×1',
      '科研机构 2,2 1×1',
    ])
  })

  test('grid columns that stay free before a row count as columns', async () => {
    const table = await tableOf(
      tr(tc('a'), tc('b'), tc('c')),
      `<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>${tc('d')}</w:tr>`,
    )
    expect(placed(table)).toContain('d 1,1 1×1')
    expect(table.width).toBe(3)
  })

  test('cells that are merged in the old way across the row are one cell, also below another', async () => {
    const h = (val: string) => `<w:hMerge w:val="${val}"/>`
    const table = await tableOf(
      tr(tc('甲', h('restart') + restart), tc('', h('continue') + restart), tc('乙')),
      tr(tc('', h('restart') + goesOn), tc('', h('continue') + goesOn), tc('丙')),
    )
    expect(placed(table)).toEqual(['甲 0,0 2×2', '乙 0,2 1×1', '丙 1,2 1×1'])
  })

  test('a continuation without a beginning above it is a cell of its own', async () => {
    const table = await tableOf(
      tr(tc('a', restart), tc('b')),
      tr(tc('c'), tc('d')),
      tr(tc('e', goesOn), tc('f', goesOn)),
    )
    expect(placed(table)).toEqual([
      'a 0,0 1×1',
      'b 0,1 1×1',
      'c 1,0 1×1',
      'd 1,1 1×1',
      'e 2,0 1×1',
      'f 2,1 1×1',
    ])
  })

  test('a cell that a shorter row leaves out is not continued below that row', async () => {
    const table = await tableOf(tr(tc('a'), tc('b', restart)), tr(tc('c')), tr(tc('d'), tc('e', goesOn)))
    expect(placed(table)).toEqual(['a 0,0 1×1', 'b 0,1 1×1', 'c 1,0 1×1', 'd 2,0 1×1', 'e 2,1 1×1'])
  })

  test('a continuation narrower than what it continues does not claim columns twice', async () => {
    const table = await tableOf(
      tr(tc('a', span(2) + restart), tc('b')),
      tr(tc('c', goesOn), tc('d'), tc('e')),
    )
    expect(placed(table)).toEqual(['a 0,0 1×2', 'b 0,2 1×1', 'c 1,0 1×1', 'd 1,1 1×1', 'e 1,2 1×1'])
  })

  test('paragraphs and breaks in a cell are lines of its text', async () => {
    const cell = `<w:tc>${p('商业')}<w:p/><w:p><w:r><w:t>企</w:t><w:br/><w:t>业</w:t></w:r></w:p></w:tc>`
    expect((await tableOf(tr(cell, tc('x')))).rows[0]?.[0]?.text).toBe('商业\n企\n业')
  })

  test('a deleted or hidden row, a deleted cell and the spans before a change are not printed', async () => {
    const row = (mark: string, ...cells: string[]) => `<w:tr><w:trPr>${mark}</w:trPr>${cells.join('')}</w:tr>`
    const table = await tableOf(
      row('<w:ins w:id="1" w:author="x"/>', tc('a'), tc('b')),
      row('<w:del w:id="2" w:author="x"/>', tc('删'), tc('除')),
      row('<w:hidden/>', tc('隐'), tc('藏')),
      tr(
        tc('删', '<w:cellDel w:id="3" w:author="x"/>'),
        tc('c', `<w:tcPrChange w:id="4" w:author="x"><w:tcPr>${span(2)}${goesOn}</w:tcPr></w:tcPrChange>`),
        tc('d'),
      ),
    )
    expect(placed(table)).toEqual(['a 0,0 1×1', 'b 0,1 1×1', 'c 1,0 1×1', 'd 1,1 1×1'])
  })

  test('rows and cells inside content controls are in their place', async () => {
    const sdt = (inner: string) => `<w:sdt><w:sdtPr/><w:sdtContent>${inner}</w:sdtContent></w:sdt>`
    expect(await wordsOf(tbl(tr(tc('a'), sdt(tc('b'))), sdt(tr(tc('c'), tc('d')))))).toEqual([
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ])
  })

  test('a nested table follows the outer one, and its text stands in no outer cell', async () => {
    const inner = tbl(tr(tc('内甲'), tc('8')))
    expect(await wordsOf(tbl(tr(tc('外'), `<w:tc>${p('旁')}${inner}<w:p/></w:tc>`)) + p('后'))).toEqual([
      [['外', '旁']],
      [['内甲', '8']],
      '后',
    ])
  })

  test('a table of one cell is a frame: what it holds stands in its place, in order', async () => {
    const inner = tbl(tr(tc('a'), tc('b')))
    expect(await wordsOf(tbl(tr(`<w:tc>${p('一')}${inner}${p('二')}</w:tc>`)))).toEqual([
      '一',
      [['a', 'b']],
      '二',
    ])
  })

  test('a text box in a cell belongs to the text of the cell', async () => {
    const cell = `<w:tc><w:p>${t('12')}<w:r>${box(p('34'))}</w:r></w:p></w:tc>`
    expect(await wordsOf(tbl(tr(cell, tc('x'))))).toEqual([[['12\n34', 'x']]])
  })
})

describe('packages and XML of other writers', () => {
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  const withXml = (xml: string | Buffer) => made.zipOf({ ...made.plainParts, 'word/document.xml': xml })
  const texts = async (bytes: Promise<Buffer>) => readDocx(await bytes).blocks.map(words)

  test('elements are known by their namespace, whatever the prefix: strict, odd, none', async () => {
    const strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
    const body = (q: string) => `<${q}body><${q}p><${q}r><${q}t>公开</${q}t></${q}r></${q}p></${q}body>`
    expect(await texts(withXml(`<w:document xmlns:w="${strict}">${body('w:')}</w:document>`))).toEqual([
      '公开',
    ])
    expect(
      await texts(
        withXml(`<ns0:document xmlns:ns0='${main}' xmlns:w="urn:other">${body('ns0:')}</ns0:document>`),
      ),
    ).toEqual(['公开'])
    expect(await texts(withXml(`<document xmlns="${main}">${body('')}</document>`))).toEqual(['公开'])
  })

  test('elements of another namespace with the same local names are no words', async () => {
    const foreign = '<a:p xmlns:a="urn:drawing"><a:r><a:t>图表值</a:t></a:r></a:p>'
    expect(await wordsOf(p('正文') + `<w:p><w:r>${foreign}</w:r></w:p>`)).toEqual(['正文'])
  })

  test('a prefix with two meanings is refused, unless neither is ours', async () => {
    const twice = (first: string, second: string) =>
      `<w:p><w:r><x:t xmlns:x="${first}">99</x:t></w:r></w:p><w:p><w:r><x:t xmlns:x="${second}">1</x:t></w:r></w:p>`
    expect(await failure(docxOf(twice('urn:other', main)))).toBe('unreadable-file')
    expect(await wordsOf(twice('urn:other', 'urn:third') + p('正文'))).toEqual(['正文'])
    expect(await failure(docxOf(`<w:p xmlns:w="urn:other">${t('x')}</w:p>`))).toBe('unreadable-file')
  })

  test('a ">" inside an attribute value does not end its tag, in either kind of quotes', async () => {
    const double =
      '<w:docPr descr="a>b"/><w:docPr descr=">z"/><w:docPr descr="1> "/><w:docPr descr= ">z"/><w:docPr descr="x"  />'
    expect(await wordsOf(`<w:p>${double}${t('正文')}</w:p>`)).toEqual(['正文'])
    const single = `<w:docPr descr='x">y'/><w:docPr descr='"'/><w:docPr descr = "'>'"/>`
    expect(await wordsOf(`<w:p>${single}${t("it's")}</w:p>`)).toEqual(["it's"])
  })

  test('UTF-16 of both byte orders and UTF-8 with a byte order mark are read', async () => {
    const xml = made.documentXml(p('公开')).replace('UTF-8', 'UTF-16')
    const little = Buffer.from(`\ufeff${xml}`, 'utf16le')
    expect(readDocx(await withXml(little))).toMatchObject({ charset: 'utf-16le', blocks: [{ text: '公开' }] })
    const big = Buffer.from(little).swap16()
    expect(readDocx(await withXml(big))).toMatchObject({ charset: 'utf-16be', blocks: [{ text: '公开' }] })
    expect(await texts(withXml(`\ufeff${made.documentXml(p('公开'))}`))).toEqual(['公开'])
  })

  test('other encodings and broken UTF-8 are refused rather than misread', async () => {
    expect(await failure(withXml(made.documentXml(p('x')).replace('UTF-8', 'gb2312')))).toBe(
      'unreadable-file',
    )
    expect(await failure(withXml(Buffer.from(made.documentXml(p('caf\xe9')), 'latin1')))).toBe(
      'unreadable-file',
    )
  })

  test('the main part is found by relationship, by content type, or under its usual name', async () => {
    const xml = made.documentXml(p('公开'))
    const moved = {
      '[Content_Types].xml': (made.plainParts['[Content_Types].xml'] ?? '').replace(
        '/word/document.xml',
        '/word/other.xml',
      ),
      '_rels/.rels': (made.plainParts['_rels/.rels'] ?? '').replace('word/document.xml', '/word/other.xml'),
      'word/other.xml': xml,
    }
    expect(await texts(made.zipOf(moved))).toEqual(['公开'])
    const { '[Content_Types].xml': types, 'word/other.xml': other } = moved
    expect(await texts(made.zipOf({ '[Content_Types].xml': types, 'word/other.xml': other }))).toEqual([
      '公开',
    ])
    expect(await texts(made.zipOf({ 'word/document.xml': xml }))).toEqual(['公开'])
    expect(await texts(made.zipOf({ 'Word/Document.XML': xml }))).toEqual(['公开'])
  })

  test('a zip that is no Word document is refused', async () => {
    expect(await failure(made.zipOf({ 'xl/workbook.xml': '<workbook/>' }))).toBe('unreadable-file')
    expect(await failure(withXml('<workbook xmlns="urn:sheet"><body/></workbook>'))).toBe('unreadable-file')
  })

  test.each([
    ['a DOCTYPE', `<!DOCTYPE d [<!ENTITY a "b">]><w:document xmlns:w="${main}"><w:body/></w:document>`],
    ['an unknown entity', made.documentXml(p('&a;'))],
    ['a character that does not exist', made.documentXml(p('&#xD800;'))],
    ['an element that does not end', made.documentXml(p('x')).replace('</w:body></w:document>', '')],
    ['an end tag of another element', made.documentXml('<w:p><w:r></w:p></w:r>')],
    ['an end tag that is longer than its start', made.documentXml('<w:p></w:pp>')],
    ['two roots', made.documentXml('') + '<w:document/>'],
    ['a tag that does not end', '<w:document xmlns:w="' + main + '"'],
    ['a comment that does not end', made.documentXml('<!-- ')],
    ['a cell outside of a row', made.documentXml(`<w:tbl>${tc('x')}</w:tbl>`)],
    ['a row outside of a table', made.documentXml(tr(tc('x')))],
    ['a table directly in a table', made.documentXml(tbl(tbl()))],
    ['nothing', ''],
  ])('XML with %s is refused', async (_, xml) => {
    expect(await failure(withXml(xml))).toBe('unreadable-file')
  })
})

describe('automatic numbers', () => {
  const level = (n: number, format: string, text: string, suffix: string) =>
    `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:suff w:val="${suffix}"/><w:lvlText w:val="${text}"/></w:lvl>`
  const numberingXml =
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">' +
    level(0, 'chineseCountingThousand', '%1、', 'nothing') +
    level(1, 'chineseCounting', '（%2）', 'tab') +
    level(2, 'decimal', '%3', 'nothing') +
    level(3, 'bullet', '', 'tab') +
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' +
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
  const stylesXml =
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    '<w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="2"><w:basedOn w:val="1"/></w:style></w:styles>'
  const numbered = (properties: string, text: string) => `<w:p><w:pPr>${properties}</w:pPr>${t(text)}</w:p>`
  const num = (list: number, at: number) =>
    `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`
  const read = async (body: string) =>
    readDocx(
      await made.zipOf({
        ...made.plainParts,
        'word/document.xml': made.documentXml(body),
        'word/_rels/document.xml.rels': made.documentRels({
          numbering: 'numbering.xml',
          styles: '/word/styles.xml',
        }),
        'word/numbering.xml': numberingXml,
        'word/styles.xml': stylesXml,
      }),
    ).blocks.map(words)

  test('stand before their paragraphs and count by level', async () => {
    const body =
      numbered(num(1, 0), '甲') +
      numbered(num(1, 1), '乙') +
      numbered(num(1, 1), '丙') +
      numbered(num(1, 0), '丁') +
      numbered(num(1, 1), '戊')
    expect(await read(body)).toEqual(['一、甲', '（一） 乙', '（二） 丙', '二、丁', '（一） 戊'])
  })

  test('come from the style of the paragraph too, are switched off by list 0 and begin where a list says', async () => {
    const body =
      numbered('<w:pStyle w:val="2"/>', '甲') +
      numbered('<w:pStyle w:val="2"/><w:numPr><w:numId w:val="0"/></w:numPr>', '乙') +
      numbered(num(2, 0), '丙') +
      numbered(num(2, 0), '丁')
    expect(await read(body)).toEqual(['一、甲', '乙', '五、丙', '六、丁'])
  })

  test('never run into the digits behind them, and bullets are nothing', async () => {
    expect(await read(numbered(num(1, 2), '60') + numbered(num(1, 3), '点'))).toEqual(['1 60', '点'])
  })
})
