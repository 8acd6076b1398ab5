import { expect, test } from 'vitest'
import { remembered } from '../src/extract/figures/remembered.ts'

const counting = (): {
  readonly read: (text: string) => { readonly text: string }
  readonly asked: string[]
} => {
  const asked: string[] = []
  return { asked, read: remembered((text) => (asked.push(text), { text })) }
}

test('a label that comes again is read once, and means the same', () => {
  const { read, asked } = counting()
  const page = `<td>行政许可</td>${'…'.repeat(1000)}<td>行政许可</td>`
  const cells = [page.slice(4, 8), page.slice(-9, -5), '行政强制']
  expect(cells.map((cell) => read(cell).text)).toEqual(['行政许可', '行政许可', '行政强制'])
  expect(asked).toEqual(['行政许可', '行政强制'])
})

test('a label with half a character is kept as it is', () => {
  const { read } = counting()
  expect([read('\ud83d'), read('\ude00'), read('\ud83d')].map(({ text }) => text)).toEqual([
    '\ud83d',
    '\ude00',
    '\ud83d',
  ])
})

test('prose is not kept', () => {
  const { read, asked } = counting()
  const prose = '全年主动公开政府信息。'.repeat(10)
  expect([read(prose).text, read(prose).text]).toEqual([prose, prose])
  expect(asked).toHaveLength(2)
})

test('however many labels there are, it does not grow without end', () => {
  const { read, asked } = counting()
  for (let number = 0; number < 20_000; number += 1) read(`第${number}项`)
  read('第0项')
  expect(asked.filter((text) => text === '第0项')).toHaveLength(2)
})
