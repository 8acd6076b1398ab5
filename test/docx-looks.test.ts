import { describe, expect, test } from 'vitest'
import { readDocx } from '../src/extract/readers/docx.ts'
import { documentRels, documentXml, docxOf, plainParts, t, tbl, tc, tr, zipOf } from './docxMade.ts'

const run = (text: string, properties: string): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`

const cell = (content: string): string => `<w:tc><w:tcPr/>${content}</w:tc>`
const table = (content: string): string => tbl(tr(tc('规章'), cell(content)), tr(tc('甲'), tc('乙')))

function valueIn(bytes: Buffer): string {
  const [block] = readDocx(bytes).blocks
  return block?.kind === 'table' ? (block.table.rows[0]?.[1]?.text ?? '') : ''
}

const cellOf = async (content: string): Promise<string> => valueIn(await docxOf(table(content)))
const struck = '<w:strike/>'

describe('Digits that are struck, raised or perhaps unseen are kept from the number beside them', () => {
  test.each([
    ['struck through', run('13', struck) + t('12'), '~1312'],
    ['struck through twice', t('12') + run('13', '<w:dstrike w:val="1"/>'), '12~13'],
    ['struck once, and not twice', run('13', '<w:strike/><w:dstrike w:val="0"/>') + t('12'), '~1312'],
    ['struck twice, and not once', run('13', '<w:dstrike/><w:strike w:val="0"/>') + t('12'), '~1312'],
    [
      'moved up, and no superscript',
      t('60') + run('1', '<w:position w:val="6"/><w:vertAlign w:val="baseline"/>'),
      '60^1',
    ],
    ['not struck after all', run('13', '<w:strike w:val="0"/>'), '13'],
    ['moved up', t('60') + run('1', '<w:position w:val="6"/>'), '60^1'],
    ['moved down', t('60') + run('1', '<w:position w:val="-4"/>'), '60^1'],
    ['read from the right', `<w:bdo w:val="rtl">${t('12')}</w:bdo>`, '~12'],
    ['read from the right, in two runs', `<w:bdo w:val="rtl">${t('1')}${t('2')}</w:bdo>`, '~1~2'],
    ['marked as of a writing from the right', run('12', '<w:rtl/>'), '~12'],
    ['marked as of none', run('12', '<w:rtl w:val="0"/>'), '12'],
    [
      'read from the left within what is read from the right',
      `<w:bdo w:val="rtl"><w:bdo w:val="ltr">${t('12')}</w:bdo></w:bdo>`,
      '12',
    ],
    ['behind what is read from the right', `<w:bdo w:val="rtl">${t('年')}</w:bdo>${t('12')}`, '年12'],
    ['not moved', t('6') + run('0', '<w:position w:val="0"/>'), '60'],
    ['white', t('3') + run('12', '<w:color w:val="FFFFFF"/>'), '3~12'],
    ['as good as white', t('3') + run('12', '<w:color w:val="FEFEFE"/>'), '3~12'],
    [
      'of the colour of the page',
      t('3') + run('12', '<w:color w:val="auto" w:themeColor="light1"/>'),
      '3~12',
    ],
    [
      'of a darker one made of it',
      t('3') + run('12', '<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="80"/>'),
      '312',
    ],
    [
      'of the colour of its shading',
      t('3') + run('12', '<w:color w:val="D9D9D9"/><w:shd w:val="clear" w:fill="D9D9DA"/>'),
      '3~12',
    ],
    [
      'of another colour than its shading',
      t('3') + run('12', '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'),
      '312',
    ],
    [
      'without filling',
      t('3') +
        run(
          '12',
          '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>',
        ),
      '3~12',
    ],
    [
      'without an outline',
      run(
        '12',
        '<w14:textOutline xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textOutline>',
      ),
      '12',
    ],
    ['black', t('3') + run('12', '<w:color w:val="000000"/>'), '312'],
    ['too small to be seen', t('3') + run('12', '<w:sz w:val="2"/>'), '3'],
  ])('%s', async (_how, runs, text) => {
    expect(await cellOf(`<w:p>${runs}</w:p>`)).toBe(text)
  })

  test('a digit of the colour of its cell is in doubt, one in the next cell is not', async () => {
    const grey = run('9', '<w:color w:val="595959"/>')
    const cells = `<w:tc><w:tcPr><w:shd w:fill="595959"/></w:tcPr><w:p>${grey}${t('12')}</w:p></w:tc>`
    const bytes = await docxOf(tbl(tr(tc('规章'), cells, cell(`<w:p>${grey}</w:p>`))))
    const [block] = readDocx(bytes).blocks
    const texts = block?.kind === 'table' ? block.table.rows[0]?.map(({ text }) => text) : []
    expect(texts).toEqual(['规章', '~912', '9'])
  })

  test('white words that are no figures stay as they are: headings are white on dark', async () => {
    expect(await cellOf(`<w:p>${run('本年新收', '<w:color w:val="FFFFFF"/>')}</w:p>`)).toBe('本年新收')
  })

  test('the mark of the end of a paragraph strikes none of its words', async () => {
    expect(await cellOf(`<w:p><w:pPr><w:rPr>${struck}</w:rPr></w:pPr>${t('12')}</w:p>`)).toBe('12')
  })
})

describe('What a style says of words counts like what the words say of themselves', () => {
  const styles =
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    `<w:style w:type="character" w:styleId="old"><w:rPr>${struck}<w:dstrike w:val="0"/></w:rPr></w:style>` +
    '<w:style w:type="character" w:styleId="older"><w:basedOn w:val="old"/></w:style>' +
    '<w:style w:type="character" w:styleId="circle"><w:basedOn w:val="circle"/><w:rPr><w:vanish/></w:rPr></w:style>' +
    '<w:style w:type="character" w:styleId="note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="draft"><w:rPr><w:vanish/></w:rPr></w:style>' +
    `<w:style w:type="table" w:styleId="grid"><w:tblStylePr><w:rPr>${struck}</w:rPr></w:tblStylePr></w:style></w:styles>`
  const styled = async (content: string, sheet = styles): Promise<string> =>
    valueIn(
      await zipOf({
        ...plainParts,
        'word/document.xml': documentXml(table(content)),
        'word/_rels/document.xml.rels': documentRels({ styles: 'styles.xml' }),
        'word/styles.xml': sheet,
      }),
    )
  const of = (style: string): string => `<w:rStyle w:val="${style}"/>`

  test.each([
    ['struck by its style', run('13', of('old')) + t('12'), '~1312'],
    ['struck by what its style is based on', run('13', of('older')) + t('12'), '~1312'],
    ['struck by its style, but not here', run('13', of('old') + '<w:strike w:val="false"/>'), '13'],
    ['hidden by a style that is based on itself', run('13', of('circle')) + t('12'), '12'],
    ['raised by its style', t('60') + run('1', of('note')), '60^1'],
    ['of a style that says nothing', run('13', of('nobody')), '13'],
  ])('%s', async (_how, runs, text) => {
    expect(await styled(`<w:p>${runs}</w:p>`)).toBe(text)
  })

  test.each(['FFFFFF', 'fdfdfd'])(
    'white by a style in a sheet that says nothing else: %s',
    async (colour) => {
      const start = styles.slice(0, styles.indexOf('<w:style '))
      const white = `<w:style w:type="character" w:styleId="x"><w:rPr><w:color w:val="${colour}"/></w:rPr></w:style>`
      const runs = `<w:p>${run('9', of('x'))}${t('12')}</w:p>`
      expect(await styled(runs, `${start}${white}</w:styles>`)).toBe('~912')
    },
  )

  test('white by the page’s own colour in a style', async () => {
    const start = styles.slice(0, styles.indexOf('<w:style '))
    const white = `<w:style w:type="character" w:styleId="x"><w:rPr><w:color w:themeColor="background1"/></w:rPr></w:style>`
    const runs = `<w:p>${run('9', of('x'))}${t('12')}</w:p>`
    expect(await styled(runs, `${start}${white}</w:styles>`)).toBe('~912')
  })

  test('a paragraph that its style hides is hidden whole, the next one is not', async () => {
    const hidden = `<w:p><w:pPr><w:pStyle w:val="draft"/></w:pPr>${t('3')}${t('4')}</w:p>`
    expect(await styled(`${hidden}<w:p>${t('12')}</w:p>`)).toBe('12')
  })
})

describe('A cell that holds a picture is not blank', () => {
  const box = `<w:pict><v:textbox><w:txbxContent><w:p>${t('12')}</w:p></w:txbxContent></v:textbox></w:pict>`
  test.each([
    ['a drawing', '<w:p><w:r><w:drawing/></w:r></w:p>', '\uFFFC'],
    ['an old picture', '<w:p><w:r><w:pict/></w:r></w:p>', '\uFFFC'],
    ['an embedded thing', '<w:p><w:r><w:object/></w:r></w:p>', '\uFFFC'],
    ['a picture beside a digit', `<w:p>${t('1')}<w:r><w:drawing/></w:r></w:p>`, '1\n\uFFFC'],
    ['a picture beside words', `<w:p>${t('规章')}<w:r><w:drawing/></w:r></w:p>`, '规章'],
    ['a box with words', `<w:p><w:r>${box}</w:r></w:p>`, '12'],
  ])('%s', async (_what, content, text) => {
    expect(await cellOf(content)).toBe(text)
  })
})

describe('The number of a paragraph without words', () => {
  const numbering = (format: string): string =>
    `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
  const numbered = async (format: string, words: string): Promise<string> =>
    valueIn(
      await zipOf({
        ...plainParts,
        'word/document.xml': documentXml(
          table(
            `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${words}</w:p>`,
          ),
        ),
        'word/_rels/document.xml.rels': documentRels({ numbering: 'numbering.xml' }),
        'word/numbering.xml': numbering(format),
      }),
    )

  test('is printed, so its cell is not blank', async () => {
    expect(await numbered('decimal', '')).toBe('\uFFFC')
    expect(await numbered('decimal', t('12'))).toBe('1 12')
  })

  test('says nothing where it is a bullet', async () => {
    expect(await numbered('bullet', '')).toBe('')
  })
})
