import { expect, test } from 'vitest'
import { readHtml } from '../src/extract/readers/html.ts'

const cell = (html: string): string => {
  const text = `<table><tr><td>规章</td><td>${html}</td></tr><tr><td>a</td><td>b</td></tr></table>`
  const [block] = readHtml({ text, charset: 'utf-8' }).blocks
  return block?.kind === 'table' ? (block.table.rows[0]?.[1]?.text ?? '') : ''
}

test.each([
  [
    'deleted text of a tracked change is not joined to what replaced it',
    '<del>26</del><ins>367</ins>',
    '367',
  ],
  ['a struck figure is not joined to the one beside it', '<s>26</s>367', '~26367'],
  ['a footnote mark is not a digit of the number before it', '60<sup>1</sup>', '60^1'],
  ['a raised sign that is no digit stays as it is', '规章<sup>①</sup>', '规章①'],
])('%s', (_promise, html, text) => {
  expect(cell(html)).toBe(text)
})
