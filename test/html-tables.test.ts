import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from '../src/model/decodeText.ts'
import type { Table } from '../src/model/document.ts'
import { readHtml } from '../src/extract/readers/html.ts'

const tablesOf = (html: string): readonly Table[] =>
  readHtml({ text: html, charset: 'utf-8' }).blocks.flatMap((block) =>
    block.kind === 'table' ? [block.table] : [],
  )
/** Every cell as row, column, row span, column span, text. */
const gridOf = ({ rows }: Table): readonly string[] =>
  rows
    .flat()
    .map(
      ({ row, column, rowSpan, columnSpan, text }) =>
        `${row},${column} ${rowSpan}x${columnSpan} ${bare(text)}`,
    )
const bare = (text: string): string => text.replaceAll(/\s+/gu, '')

/** The tables of a page by parse5's tree and the HTML standard's grid, written apart from the reader. */
function oracle(html: string): readonly (readonly string[])[] {
  const $ = load(html)
  return $('table')
    .toArray()
    .filter((table) => $(table).find('table').length === 0)
    .map((table) => {
      const taken = new Map<string, true>()
      const cells: string[] = []
      let row = 0
      let widest = 0
      for (const group of $(table).children('thead,tbody,tfoot').toArray()) {
        const lines = $(group).children('tr').toArray()
        const end = row + lines.length
        for (const line of lines) {
          let column = 0
          for (const cell of $(line).children('td,th').toArray()) {
            while (taken.has(`${row},${column}`)) column += 1
            const asked = spanOf($(cell).attr('rowspan'))
            const rowSpan = Math.min(asked === 0 ? end - row : asked, end - row)
            const columnSpan = Math.min(spanOf($(cell).attr('colspan')) || 1, 1000, 64 - column)
            for (let r = row; r < row + rowSpan; r += 1)
              for (let c = column; c < column + columnSpan; c += 1) taken.set(`${r},${c}`, true)
            cells.push(`${row},${column} ${rowSpan}x${columnSpan} ${bare($(cell).text())}`)
            column += columnSpan
            widest = Math.max(widest, column)
          }
          row += 1
        }
      }
      return widest > 1 ? cells : []
    })
    .filter((cells) => cells.length > 0)
}

function spanOf(value: string | undefined): number {
  const number = Number.parseInt(value ?? '', 10)
  return Number.isNaN(number) || number < 0 ? 1 : Math.min(number, 65534)
}

const agrees = (html: string): void => {
  expect(tablesOf(html).map(gridOf)).toEqual(oracle(html))
}

describe('tables of a page', () => {
  test.each([
    ['row and column spans', '<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2</table>'],
    ['a row span past the last row', '<table><tr><td rowspan=9>甲<td>1<tr><td>2</table>'],
    [
      'rowspan=0 to the end of its group',
      '<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>3<td>4</table>',
    ],
    [
      'a row span that ends with thead',
      '<table><thead><tr><th rowspan=3>甲<th>乙</thead><tbody><tr><td>1<td>2</table>',
    ],
    ['missing end tags', '<table><tr><td>规章<td>0<td>1<tr><td>文件<td>2'],
    [
      'stray end tags in cells',
      '<div><p><table><tr><td>规章</div></p></span><td>0</th><td>1</td></td></tr></tr><tr><td>2<td>3</table></div>',
    ],
    ['an end tag of a group that is not open', '<table><tr><td>1</tbody><td>2</thead><td>3</table>'],
    ['cells without a row', '<table><td>1<td>2<tr><td>3<td>4</table>'],
    ['rows without cells', '<table><tr></tr><tr><td>1<td>2</tr><tr></tr><tr><td rowspan=2>3<td>4</table>'],
    ['overlapping spans', '<table><tr><td>1<td rowspan=2>2<tr><td colspan=3>3<tr><td>4<td>5<td>6</table>'],
    ['colspans that do not add up', '<table><tr><td colspan=5>题<tr><td>1<td>2<td>3</table>'],
    [
      'spans that are no numbers',
      '<table><tr><td colspan="二" rowspan="-1">甲<td colspan="2.5">乙<td rowspan=" 2 ">丙<tr><td>1</table>',
    ],
    [
      'colgroup and caption',
      '<table><caption>表一</caption><colgroup><col><col></colgroup><tr><td>1<td>2</table>',
    ],
    ['a table between the cells of another', '<table><tr><td>1<td>2<table><tr><td>3<td>4</table>'],
    ['a table where no cell is open', '<table><tr><td>1</td><td>2</td><table><tr><td>3<td>4</table>'],
    ['an end tag of the other kind of cell', '<table><tr><th>甲</td>乙</th><td>1</th>2</td></table>'],
    [
      'two tables in a frame',
      '<table><tr><td>前言<table><tr><td>1<td>2</table>之间<table><tr><td>3<td>4</table></table>',
    ],
    [
      'comments and conditional comments',
      '<table><tr><td>1<!-- <td>9 --><!--[if !mso]><td>8<![endif]--><td>2</table>',
    ],
  ])('are the same as in parse5: %s', (_, html) => {
    agrees(html)
  })

  test('have the grid that parse5 gives, however ragged the tags', () => {
    const cell = fc.record({
      tag: fc.constantFrom('td', 'th'),
      rowspan: fc.constantFrom('', ' rowspan=2', ' rowspan=3', ' rowspan="0"', ' rowspan=x'),
      colspan: fc.constantFrom('', ' colspan=2', ' colspan=3', ' colspan=0'),
      text: fc.constantFrom('', '0', '规章', '<p>5</p>', '<b>1</b>2', '&nbsp;'),
      end: fc.constantFrom('</td>', '</th>', '', '</div>', '</p>'),
    })
    const row = fc.record({
      before: fc.constantFrom('', '', '<tbody>', '</tbody>', '<thead>', '</thead>', '<tfoot>'),
      start: fc.constantFrom('<tr>', '<tr>', '<tr class=a>'),
      cells: fc.array(cell, { maxLength: 5 }),
      end: fc.constantFrom('</tr>', '', '</tr></tr>'),
    })
    const table = fc.array(row, { minLength: 1, maxLength: 6 }).map(
      (rows) =>
        `<div><table>${rows
          .map(({ before, start, cells, end }) => {
            const inner = cells.map((c) => `<${c.tag}${c.rowspan}${c.colspan}>${c.text}${c.end}`).join('')
            return before + start + inner + end
          })
          .join('')}</table></div>`,
    )
    fc.assert(fc.property(table, agrees), { numRuns: 1500 })
  })

  const corpus = new URL('../../shared/corpus/', import.meta.url)
  const pages = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith('.html')) : []
  if (pages.length === 0) process.stderr.write('skipped: ../shared/corpus is not here\n')
  test.skipIf(pages.length === 0)('of real pages have the grids that parse5 gives', () => {
    for (const name of pages) {
      const { text } = decode(readFileSync(new URL(name, corpus)))
      expect(tablesOf(text).length, name).toBe(3)
      agrees(text)
    }
  })

  test('come back as they were written, whatever the grid', () => {
    const text = fc.stringMatching(/^[规章0-9 <&"\n]{0,6}$/u).map((s) => s.replaceAll(/\s+/gu, ' ').trim())
    const grid = fc
      .integer({ min: 2, max: 6 })
      .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1 }))
    fc.assert(
      fc.property(grid, (rows) => {
        const escape = (cell: string): string => cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
        const lines = rows.map((cells) => `<tr>${cells.map((c) => `<td>${escape(c)}</td>`).join('')}</tr>`)
        const [table] = tablesOf(`<table>${lines.join('')}</table>`)
        expect(table?.rows.map((cells) => cells.map((cell) => cell.text))).toEqual(rows)
      }),
    )
  })
})

describe('tables that lay out the page', () => {
  test('give their prose as paragraphs and their inner tables as tables, in reading order', () => {
    const html =
      '<table><tr><td>首页</td><td>政务公开</td></tr><tr><td colspan=2><p>一、总体情况</p>' +
      '<table><tr><td>规章</td><td>0</td></tr></table><p>二、其他</p></td></tr></table>'
    const words = readHtml({ text: html, charset: 'utf-8' }).blocks.map((block) =>
      block.kind === 'paragraph' ? block.text : block.table.rows.flat().map(({ text }) => text),
    )
    expect(words).toEqual(['首页', '政务公开', '一、总体情况', ['规章', '0'], '二、其他'])
  })

  test('are found at any depth', () => {
    const inner = '<table><tr><td>规章</td><td>7</td></tr></table>'
    const html = Array.from({ length: 20 }).reduce<string>(
      (page) => `<table><tr><td>${page}</td></tr></table>`,
      inner,
    )
    expect(tablesOf(html).map(gridOf)).toEqual([['0,0 1x1 规章', '0,1 1x1 7']])
  })

  test('of one column are frames around prose', () => {
    const { blocks } = readHtml({
      text: '<table><tr><td>甲<br>乙</td></tr><tr><td>丙</td></tr></table>',
      charset: 'utf-8',
    })
    expect(blocks.map((block) => (block.kind === 'paragraph' ? block.text : block))).toEqual([
      '甲',
      '乙',
      '丙',
    ])
  })

  test('are told from a form that only holds a table in one of its cells', () => {
    const html =
      '<table><tr><td>信息内容</td><td>件数</td><td>件数</td></tr><tr><td>规章</td><td>1</td><td>2</td></tr>' +
      '<tr><td><table><tr><td>规范性</td><td>文件</td></tr></table></td><td>3</td><td>4</td></tr></table>'
    const [table, ...others] = tablesOf(html)
    expect(others).toEqual([])
    expect(table?.rows[2]?.map(({ text }) => text)).toEqual(['规范性\n文件', '3', '4'])
  })
})

describe('bombs', () => {
  const timed = (html: string): readonly Table[] => tablesOf(html)

  test(
    'a column span of a thousand million is cut at the widest table that is read',
    { timeout: 30_000 },
    () => {
      const [wide] = timed('<table><tr><td colspan=1000000000>题</td></tr><tr><td>1<td>2</table>')
      expect([wide?.width, wide?.rows[1]?.length]).toEqual([64, 2])
      const [long] = timed('<table><tr><td rowspan=1000000000>题<td>1</td></tr><tr><td>2</table>')
      expect(long?.rows[0]?.[0]?.rowSpan).toBe(2)
    },
  )

  test('half a million cells are refused before they are kept', { timeout: 30_000 }, () => {
    const row = '<tr>' + '<td>1</td>'.repeat(50) + '</tr>'
    expect(() => timed(`<table>${row.repeat(10_000)}</table>`)).toThrow(/2000 rows/u)
    expect(() => timed(`<table><tr>${'<td>1</td>'.repeat(500_000)}</tr></table>`)).toThrow(/64 columns/u)
  })

  test('blank columns and rows beyond the bounds are nothing lost', () => {
    const [table] = timed(
      `<table><tr><td>规章<td>3${'<td>&nbsp;'.repeat(300)}</tr>${'<tr><td></tr>'.repeat(3000)}</table>`,
    )
    expect(table?.rows[0]?.slice(0, 2).map(({ text }) => text)).toEqual(['规章', '3'])
  })

  test('tables nested beyond every page are refused by name', { timeout: 30_000 }, () => {
    expect(() => timed('<table><tr><td>'.repeat(100_000))).toThrow(
      expect.objectContaining({ code: 'unreadable-file' }),
    )
  })
})
