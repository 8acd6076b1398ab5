import { describe, expect, test } from 'vitest'
import { linksIn } from '../src/families/listLinks.ts'
import { markupFault } from '../src/model/markupFault.ts'

describe('A page is made a tree of only where its markup is within reason', () => {
  test.each([
    ['a page of rows', '<ul>' + '<li><a href="/a/1.html">甲</a>'.repeat(50_000) + '</ul>', null],
    ['paragraphs that are never closed', '<p>一'.repeat(30_000), null],
    ['elements that have no end', '<br>'.repeat(30_000), null],
    ['900 levels', '<div>'.repeat(900) + '</div>'.repeat(900), null],
    ['1,100 levels', '<div>'.repeat(1100) + '</div>'.repeat(1100), 'too-large'],
    ['a million levels', '<div>'.repeat(1_000_000), 'too-large'],
    ['a million tags side by side', '<b></b>'.repeat(500_000), 'too-large'],
    ['signs that open nothing', '< '.repeat(100_000), null],
  ])('%s', { timeout: 10_000 }, (_what, html, code) => {
    expect(markupFault(html)?.code ?? null).toBe(code)
  })
})

describe('Links of a page take time by their number, not by its square', () => {
  const link = (n: number): string =>
    `<a href="/a/${100_000 + n}.html">第${n}街道2022年政府信息公开工作年度报告</a>`
  const many = (wrap: (one: string) => string): string =>
    Array.from({ length: 15_000 }, (_, n) => wrap(link(n))).join('')
  test.each([
    ['in one box', `<div>${many((one) => one)}</div>`],
    ['in paragraphs', `<div>${many((one) => `<p>${one}</p>`)}</div>`],
    ['in one row', `<ul><li>${many((one) => one)}</li></ul>`],
    ['in a cell', `<table><tr><td>${many((one) => one)}</td></tr></table>`],
  ])('%s', { timeout: 30_000 }, (_what, html) => {
    expect(linksIn(html, 'http://www.example.gov.cn/')).toHaveLength(15_000)
  })

  test('more than any list has are refused by name, and none is taken', () => {
    const html = `<div>${many((one) => one)}${many((one) => one)}</div>`
    expect(() => linksIn(html, 'http://www.example.gov.cn/')).toThrow(/30000 links on one page/u)
  })

  test('a row of a few links keeps the date beside them', () => {
    const html = '<li><a href="/a/1.html">米市巷街道2022年年报</a><a href="/a/1.pdf">PDF</a> 2023-01-20</li>'
    expect(linksIn(html, 'http://www.example.gov.cn/')[0]?.date).toBe('2023-01-20')
  })
})
