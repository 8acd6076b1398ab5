import { describe, expect, test } from 'vitest'
import { readHtml } from '../src/extract/readers/html.ts'

const size = 1_000_000
const filled = (piece: string, bytes = size): string => piece.repeat(Math.ceil(bytes / piece.length))
const numbered = (piece: string, bytes = size): string =>
  Array.from({ length: Math.ceil(bytes / piece.length) }, (_, at) => piece.replaceAll('#', String(at))).join(
    '',
  )
const sheet = (rules: string): string => `<style>${rules}</style>`

/** Work that grows as the square of the page takes a minute and more here, work that grows with it half a second. */
const seconds = 20

describe('The work of reading a page grows with the page, not faster', () => {
  test.each([
    ['signs that begin no tag', filled('<')],
    ['entities', filled('&amp;')],
    ['blanks that are printed', filled('&nbsp;')],
    ['links without an end', filled('<a href=x>1')],
    ['links and figures by turns in one line', filled('<a href=x>1</a>2')],
    ['raised and struck words without an end', filled('<sup>1<s>2')],
    ['the same, all ended at last', filled('<sup>1<s>') + filled('</sup></s>')],
    ['a row of cells', `<table><tr>${filled('<td>')}`],
    ['a style of blanks', `<p style="color:a${filled(' ')}b">1`],
    ['sheets with strings that do not end', sheet(filled('\\"'))],
    ['a selector of brackets that do not end', sheet(`${filled('[a=b')}{display:none}`)],
    ['a list of selectors', sheet(`${numbered('.a#,')}b{display:none}`)],
    ['a selector of two lists', sheet(`:is(${filled('a,')}b):is(${filled('c,')}d){display:none}`)],
    ['a condition of a sheet', sheet(`@media ${filled('(min-width:1px)')}{a{display:none}}`)],
    [
      'many rules for one class',
      sheet(filled('.c{opacity:0}', size / 2)) + filled('<p class=c>1</p>', size / 2),
    ],
    [
      'many rules that ask what stands around many cells',
      sheet(numbered('.a# .b# td{display:none}', size / 2)) +
        `<table>${filled('<tr><td>1<td>2', 20_000)}</table>`.repeat(20),
    ],
    [
      'names with many values in many rules',
      sheet(
        numbered('a{--v:var(--v)#;--w:#}', 900) +
          numbered('.c#{color:var(--v) var(--w) var(--w) var(--w)}', size),
      ),
    ],
  ])(
    '%s',
    (_what, text) => {
      const begin = performance.now()
      readHtml({ text, charset: 'utf-8' })
      expect(performance.now() - begin).toBeLessThan(seconds * 1000)
    },
    10 * seconds * 1000,
  )
})

describe('What is left out for the sake of work hides no doubt', () => {
  const lastCell = (before: string): string | undefined => {
    const text = `${before}<table><tr><td>a<td>12<tr><td>b<td>34</table>`
    const [table] = readHtml({ text, charset: 'utf-8' }).blocks.filter(({ kind }) => kind === 'table')
    return table?.kind === 'table' ? table.table.rows[1]?.[1]?.text : undefined
  }

  test('inside more looks than are kept the digits of the rest of the page are in doubt', () => {
    const deep = Array.from({ length: 300 }, (_, at) => (at % 2 === 0 ? '<a href=x>' : '<font color=red>'))
    expect(lastCell(deep.join(''))).toBe('~34')
  })

  test('a thousand links that nobody ended are no doubt', () => {
    expect(lastCell('<a href=x>x '.repeat(1000))).toBe('34')
  })

  test('boxes in each other that are lines of their own each end their line', () => {
    const box = '<span style="display:block">'
    const text = `<p>${box}${box}1</span>2</span>3</p>`
    const texts = readHtml({ text, charset: 'utf-8' }).blocks.map((block) =>
      block.kind === 'paragraph' ? block.text : '',
    )
    expect(texts).toEqual(['1', '2', '3'])
  })
})
