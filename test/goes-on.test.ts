import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { goesOn } from '../src/extract/goesOn.ts'

const url = 'http://www.example.gov.cn/nb/202301/t20230120_100.html'
const page = (body: string, role: 'page' | 'attachment' = 'page') => ({
  role,
  url,
  bytes: Buffer.from(`<html><body>${body}</body></html>`),
})

test('a report whose article goes on at further addresses says so, and names the first', () => {
  const links =
    '<a href="t20230120_100_1.html">2</a> <a href="./t20230120_100_1.html">下一页</a> <a href="t20230120_100_2.html">3</a>'
  expect(goesOn(page(links))).toMatchObject([
    { code: 'missing-table', message: expect.stringContaining('2 more addresses') as string },
  ])
  expect(goesOn(page(links))[0]?.message).toContain(
    'http://www.example.gov.cn/nb/202301/t20230120_100_1.html',
  )
})

test.each([
  ['other articles', '<a href="t20230120_101.html">下一篇</a><a href="t20230120_1001.html">x</a>'],
  ['itself', '<a href="t20230120_100.html">1</a>'],
  ['its files', '<a href="t20230120_100_1.docx">附件</a>'],
])('one that links %s does not', (_what, links) => {
  expect(goesOn(page(links))).toEqual([])
})
