import { describe, expect, test } from 'vitest'
import { readHtml } from '../src/extract/readers/html.ts'

/** The first cell's text of a table in a page with a style sheet. */
const cellOf = (html: string, css: string, attributes = ''): string => {
  const text = `<style ${attributes}>${css}</style><table><tr><td>${html}</td><td>a</td></tr></table>`
  const [block] = readHtml({ text, charset: 'utf-8' }).blocks
  return block?.kind === 'table' ? (block.table.rows[0]?.[0]?.text ?? '') : ''
}

describe('A rule that asks for attributes hides what has them', () => {
  test.each([
    ['the mark of a scoped sheet', '<i class="x" data-v-7ba5>9</i>12', '.x[data-v-7ba5]{display:none}'],
    ['the mark alone', '<i data-v-7ba5="">9</i>12', 'i[data-v-7ba5]{display:none}'],
    ['hidden from aids', '<i aria-hidden="true">9</i>12', '[aria-hidden=true]{display:none}'],
    ['one of several words', '<i data-h="a b">9</i>12', '[data-h~="b"]{display:none}'],
    ['in any case', '<i data-h="YES">9</i>12', '[data-h="yes" i]{display:none}'],
    ['in a sheet with the type of one', '<i title="x">9</i>12', '[title]{display:none}'],
  ])('%s', (_what, html, css) => {
    expect(cellOf(html, css, 'type="text/css"')).toBe('12')
  })

  test('and nothing that has not', () => {
    const css = '.x[data-v-1]{display:none} [aria-hidden=true]{display:none}'
    expect(cellOf('<i class="x" data-v-2>1</i><i aria-hidden="false">2</i>', css)).toBe('12')
  })

  test('what stands around it is asked for its attributes, too', () => {
    const css = '[data-lang=en] i{display:none}'
    expect(cellOf('<div data-lang="en"><i>9</i></div>', css)).toBe('~9')
    expect(cellOf('<div data-lang="zh"><i>9</i></div>', css)).toBe('9')
  })
})

describe('Digits are in doubt where a rule may mean them', () => {
  test.each([
    ['one of a list', ':is(.t,.u){display:none}'],
    ['one of a list without weight', ':where(.t){display:none}'],
    ['a list behind what stands around', 'td :is(b, i){display:none}'],
    ['a list with a name before it', 'i:is(.t){display:none}'],
    ['all but some', 'td :not(.u){display:none}'],
    ['everything in a cell', 'td *{display:none}'],
    ['a value written elsewhere', ':root{--d:none} .t{display:var(--d)}'],
    ['a value of a value', ':root{--e:none;--d:var(--e)} .t{display:var(--d)}'],
    ['a value for want of another', '.t{display:var(--d, none)}'],
    ['a light colour written elsewhere', ':root{--c:#fff} .t{color:var(--c)}'],
  ])('%s', (_what, css) => {
    expect(cellOf('<i class="t">9</i>12', css)).toBe('~912')
  })

  test('a style of its own may ask for a value of the sheets', () => {
    expect(cellOf('<i style="display:var(--d)">9</i>12', ':root{--d:none}')).toBe('~912')
    expect(cellOf('<i style="color:var(--c)">9</i>12', ':root{--c:#333}')).toBe('912')
  })

  test('a value that asks for itself gives nothing', () => {
    expect(cellOf('<i class="t">9</i>12', ':root{--d:var(--d)} .t{display:var(--d)}')).toBe('912')
  })
})

describe('What only looks like a sheet hides nothing', () => {
  test.each(['type="text/x-template"', "type='text/plain'", 'type=text/less'])('%s', (attributes) => {
    expect(cellOf('<i class="t">12</i>', '.t{display:none}', attributes)).toBe('12')
  })
})

describe('What a browser shows or hides by itself can be overruled', () => {
  test('the hidden attribute, by a rule', () => {
    expect(cellOf('<i class="t" hidden>12</i>', '.t[hidden]{display:inline}')).toBe('12')
    expect(cellOf('<i class="t" hidden>9</i>12', '.t{color:red}')).toBe('12')
  })

  test('what waits to be called up is not there', () => {
    expect(cellOf('<i popover>9</i>12', '')).toBe('12')
    expect(cellOf('<i class="t">9</i>12', '.t{content-visibility:hidden}')).toBe('12')
  })
})

describe('Two lines are not one number', () => {
  test.each([
    ['a block by its style', '<span style="display:block">28</span>73', ''],
    ['a block by a rule', '<span class="b">28</span>73', '.b{display:block}'],
    ['a block behind it', '28<span style="display: flex">73</span>', ''],
    ['two blocks', '<b class="b">28</b><b class="b">73</b>', '.b{display:grid}'],
  ])('%s', (_what, html, css) => {
    expect(cellOf(html, css)).toBe('28\n73')
  })

  test.each([
    ['a block by a rule that may hold', '<span class="b">28</span>73', 'td .b{display:block}'],
    ['two that float', '<b class="b">28</b><b class="b">73</b>', '.b{float:right}'],
    ['two that stand elsewhere', '<b style="float:left">28</b><b style="float:left">73</b>', ''],
  ])('nor two that a page puts apart: %s', (_what, html, css) => {
    expect(cellOf(html, css)).toBe('28^73')
  })

  test('a block in a line of its own shows its number, and a line within it stays whole', () => {
    expect(cellOf('<span style="display:block">2<b>8</b></span>', '')).toBe('28')
    expect(cellOf('<span style="display:inline-block">28</span>73', '')).toBe('2873')
    expect(cellOf('<span class="b" style="display:inline">28</span>73', '.b{display:block}')).toBe('2873')
  })
})
