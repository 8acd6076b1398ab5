import { describe, expect, test } from 'vitest'
import { readHtml } from '../src/extract/readers/html.ts'

const read = (text: string) => readHtml({ text, charset: 'utf-8' })
const paragraphs = (html: string): readonly string[] =>
  read(html).blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : ['(table)']))
const cells = (html: string): readonly string[] =>
  read(`<table><tr>${html}<td>x</table>`).blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.table.rows
          .flat()
          .map(({ text }) => text)
          .slice(0, -1)
      : [],
  )

describe('the text of a page', () => {
  test('is cut into paragraphs at blocks and breaks, and nowhere else', () => {
    expect(
      paragraphs('<div>一、<span>总体</span><b>情况</b><p>收到<i>6</i><font>3</font>件<br>其中</div>结转'),
    ).toEqual(['一、总体情况', '收到63件', '其中', '结转'])
  })

  test('has its entities decoded and its white space folded, indentation left away', () => {
    expect(
      paragraphs('<p>&emsp;&emsp;2021\n 年&ldquo;三安全&rdquo;&lt;1&gt; &#x4E2D;</p><p>&nbsp;</p>'),
    ).toEqual(['2021 年“三安全”<1> 中'])
  })

  test('is without what a browser does not print', () => {
    const hidden = [
      '<script>document.write("<td>9</td>")</script>',
      '<style>p{}</style>',
      '<template><p>9</p></template>',
      '<noscript>9</noscript>',
      '<div hidden>9<div>9</div>9</div>',
      '<p style="color:red; DISPLAY : none">9<p>',
      '<span style="visibility:hidden">9</span>',
      '<table style="display:none"><tr><td>9<td>9<table><tr><td>9</table></table>',
      '<xml><w:View>Normal</w:View></xml>',
      '<!-- 9 -->',
      '<select><option>9</select>',
    ]
    for (const part of hidden)
      expect(paragraphs(`<div>前</div>${part}<div>后</div>`), part).toEqual(['前', '后'])
  })

  test('goes on where the element around a hidden one ends', () => {
    expect(paragraphs('<p>前<span style="display:none">9</p><p>后</p>')).toEqual(['前', '后'])
    expect(paragraphs('<ul><li hidden>9<li>后</ul>')).toEqual(['后'])
  })

  test('keeps what is shown: a display that is not none, a style that only names one', () => {
    expect(paragraphs('<p style="display:block">甲</p><p style="mso-display:none">乙</p>')).toEqual([
      '甲',
      '乙',
    ])
  })

  test('that Word left behind reads as Word printed it', () => {
    const html =
      '<p class=MsoNormal><!--[if gte vml 1]><v:shape>9</v:shape><![endif]--><![if !supportLists]>一、<![endif]>' +
      '<span lang=EN-US>2<span>0</span></span><font>21</font>年<?xml:namespace prefix = o /><o:p></o:p></p>'
    expect(paragraphs(html)).toEqual(['一、2021年'])
  })

  test('is without the page marks of UCAP', () => {
    expect(paragraphs('<p>上</p><p>#PAGE_BREAK#</p><p>下#PAGE_BREAK#</p>')).toEqual(['上', '下'])
  })

  test('between the cells of a table stands before the table, as browsers put it', () => {
    expect(paragraphs('<table>单位：件<tr><td>1<td>2</tr>注</table>后')).toEqual([
      '单位：件',
      '注',
      '(table)',
      '后',
    ])
    expect(paragraphs('<table><caption>附表</caption><tr><td>1<td>2</table>')).toEqual(['附表', '(table)'])
  })

  test('of preformatted lines keeps its lines', () => {
    expect(paragraphs('<pre>甲\n乙</pre>')).toEqual(['甲', '乙'])
  })
})

describe('the text of a cell', () => {
  test('has a line for every block and break', () => {
    expect(cells('<td><p>结果</p><p>纠正</p><td>本年新<br>制作<td><br>5<p></p>')).toEqual([
      '结果\n纠正',
      '本年新\n制作',
      '5',
    ])
  })

  test('keeps a no-break space as printed, so that blank and missing stay apart from 0', () => {
    expect(cells('<td>&nbsp;<td>　<td> <td>&nbsp;0')).toEqual(['\u00A0', '\u3000', '', '\u00A00'])
  })

  test('joins a number that stands in several elements', () => {
    expect(cells('<td><span>1</span><span>2<o:p></o:p></span>')).toEqual(['12'])
  })

  test('does not hold a hidden cell: that one is not there', () => {
    expect(cells('<td style="display:none">9<td>1<td hidden>9</td><td>2')).toEqual(['1', '2'])
  })
})

describe('what the head of a page says', () => {
  test('comes by lower-cased name, the first that says something', () => {
    const { metas } = read(
      '<head><title> 某街道\n年报 </title><META NAME="ArticleTitle" CONTENT="年报&amp;表"><meta name=PubDate content="">' +
        '<meta name="pubdate" content="2023-01-13"><meta name="PubDate" content="2024"><meta name=title content=网站></head>',
    )
    expect(metas).toEqual({ articletitle: '年报&表', pubdate: '2023-01-13', title: '某街道 年报' })
  })

  test('is no part of the text', () => {
    expect(paragraphs('<title>某年报</title><p>正文')).toEqual(['正文'])
  })
})
