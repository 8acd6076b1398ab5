import { describe, expect, test } from 'vitest'
import { publicationDate } from '../src/extract/identityPublished.ts'
import type { Document } from '../src/model/document.ts'

const documentOf = (lines: readonly string[], metas: Readonly<Record<string, string>> = {}): Document => ({
  container: 'html',
  charset: 'utf-8',
  blocks: lines.map((text) => ({ kind: 'paragraph', text })),
  metas,
})
const title = '西兴街道2022年政府信息公开工作年度报告'
/** What a page says below its title. */
const dateOf = (...lines: readonly string[]): string | null =>
  publicationDate(documentOf([title, ...lines, '一、总体情况', '文字。']), null)

describe('the date of publication', () => {
  test.each([
    '当前时间：2026年11月21日 星期六',
    '今天日期：2026-11-21',
    '现在时间：2026-11-21 10:23:45',
    '访问时间：2026-11-21',
    '打印时间：2026-11-21',
    '打印日期：2026-11-21 来源：西兴街道',
    '统计时间：2022年1月1日至2022年12月31日',
    '统计日期：2022年1月1日—12月31日',
    '报告期时间：2022年1月1日至2022年12月31日',
    '时间：2022年1月1日至2022年12月31日',
    '公开时间：2022-01-01 - 2022-12-31',
    '成立时间：2019年3月1日',
    '有效时间：2023年1月1日-2025年1月1日',
    '生效日期：2023-01-11',
    '施行日期：2019-05-15',
    '失效日期：2025-01-11',
    '修改时间：2024-06-01',
    '更新时间：2025-01-01',
    '最后发布时间：2025-01-01',
    '重新发布日期：2025-01-01',
    '截止时间：2022年12月31日',
    '填报日期：2023年1月5日',
    '办公时间：2022年1月4日起',
    '收到申请时间：2022年3月4日',
    '日期：2026年11月21日 星期六 来源：天气',
    '会议时间：2022年3月4日',
    '计划公开时间：2022年3月4日',
    '附件发布日期：2020-03-04',
    '发布日期：2023-13-04',
    '上一篇发布时间：2022-01-04',
  ])('is not told by %s', (line) => {
    expect(dateOf(line)).toBeNull()
  })

  test.each([
    ['发布日期：2023-01-13', '2023-01-13'],
    ['发布时间：2023年1月13日 10:20', '2023-01-13'],
    ['来源：西兴街道 发布时间：2023-01-13 10:20:11 浏览：12', '2023-01-13'],
    ['信息来源：西兴街道办事处发布时间：2023/1/13', '2023-01-13'],
    ['公开日期: 2023.01.13', '2023-01-13'],
    ['【发布日期：2023-01-13】', '2023-01-13'],
    ['公布时间：2023-01-13', '2023-01-13'],
    ['发文日期：2023-01-13', '2023-01-13'],
    ['印发日期：2023-01-13', '2023-01-13'],
    ['成文日期：2023-01-13', '2023-01-13'],
    ['信息生成日期：2023-01-13', '2023-01-13'],
    ['发稿时间：2023-01-13', '2023-01-13'],
    ['发布时间 ： 2023-01-13', '2023-01-13'],
    ['日期：2023-01-29 来源：阿城区人民政府 访问量： 字号：大 中 小', '2023-01-29'],
    ['时间：2023-01-29', '2023-01-29'],
    ['来源：阿城区人民政府 时间：2023-01-29 10:20', '2023-01-29'],
    ['发布日　期：2023-01-29', '2023-01-29'],
    ['[ 时间：2023-01-29 ]', '2023-01-29'],
    ['索引号：330782/2022-1 成文日期：2023-01-10 发布日期：2023-01-13', '2023-01-13'],
    ['成文日期：2023-01-10 生效日期：2023-01-11', '2023-01-10'],
    ['更新时间：2025-01-01 发布时间：2023-01-13', '2023-01-13'],
    ['当前时间：2026年11月21日 发布时间：2023年1月13日', '2023-01-13'],
  ])('is told by %s', (line, date) => {
    expect(dateOf(line)).toBe(date)
  })

  test('stands beside the title or other words about the page where its label is a bare 日期', () => {
    const lines = [
      '首页',
      '时间：2026-11-21',
      '领导之窗',
      '政务公开',
      title,
      '日期：2023-01-29',
      '一、总体情况',
    ]
    expect(publicationDate(documentOf(lines), null)).toBe('2023-01-29')
    expect(publicationDate(documentOf(lines.slice(0, 4)), null)).toBeNull()
  })

  test('is the earlier one of page and listing, and the page alone where a listing has none', () => {
    const page = documentOf(['发布日期：2023-01-13'])
    expect(publicationDate(page, '2023-03-01')).toBe('2023-01-13')
    expect(publicationDate(page, '2023-01-10')).toBe('2023-01-10')
    expect(publicationDate(documentOf([], { pubdate: '2023-01-12 08:00' }), null)).toBe('2023-01-12')
  })
})
