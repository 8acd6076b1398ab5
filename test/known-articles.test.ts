import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { keysAsBefore } from '../src/discover/keysAsBefore.ts'
import { linkKey } from '../src/discover/linkKey.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { everyday } from './running/everyday.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const units = ['米市巷街道', '小河街道', '祥符街道', '湖墅街道'] as const
const report = (unit: string): Answer =>
  html(
    Buffer.from(
      renderHtml(inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed: unit })),
    ).toString(),
  )
const titleOf = (unit: string): string => `${unit}2022年政府信息公开工作年度报告`

describe('An article is asked for once, whatever of its address changes from look to look', () => {
  test.each([
    [
      'a session',
      (index: number, look: number) =>
        `/art/show.jsp;jsessionid=${'AB'[look] ?? ''}C9${index}?id=10020${index}`,
    ],
    [
      'a member of its query',
      (index: number, look: number) => `/art/show.html?id=10020${index}&rnd=0.${look}${index}7`,
    ],
  ])('%s', async (_what, address) => {
    const reports: Record<string, string> = {}
    const answers: Record<string, Answer> = {}
    const list = (look: number, present: readonly string[]): void => {
      for (const path of Object.keys(reports)) Reflect.deleteProperty(reports, path)
      for (const [index, unit] of present.entries()) {
        reports[address(index, look)] = titleOf(unit)
        answers[address(index, look)] = report(unit)
      }
    }
    list(0, units.slice(0, 3))
    const site = await localSite(reports, answers)
    await nianbao('crawl', ...site.options, '--now', '2023-05-05')
    expect((await lastRunOf(site.archive)).sites[0]?.reports).toBe(3)
    list(1, units)
    const asked = site.seen.length
    await nianbao('crawl', ...site.options, '--now', '2023-05-06')
    const [run] = (await lastRunOf(site.archive)).sites
    expect(site.seen.slice(asked).filter((path) => path.startsWith('/art/'))).toEqual([address(3, 1)])
    expect([run?.reports, run?.alarms]).toEqual([1, []])
  })
})

describe('What of an address changes on every look is told by comparison', () => {
  const at = (query: string): string => `a.gov.cn/content.jsp?${query}`

  test.each(
    everyday<[string, readonly string[], readonly string[], readonly (readonly [string, string])[]]>(
      [
        [
          'a random number',
          [at('id=1&t=5'), at('id=2&t=6')],
          [at('id=1&t=7'), at('id=2&t=8')],
          [
            [at('id=1&t=7'), at('id=1&t=5')],
            [at('id=2&t=8'), at('id=2&t=6')],
          ],
        ],
        [
          'the numbers of articles that replaced others are none',
          [at('id=1&c=4'), at('id=2&c=4')],
          [at('id=3&c=4'), at('id=5&c=4')],
          [],
        ],
        [
          'nor that of an article that was published again',
          [at('id=1'), at('id=2')],
          [at('id=1'), at('id=7')],
          [],
        ],
        ['nor the one number that a list of one row has', [at('id=1')], [at('id=7')], []],
        ['nothing where nothing changed', [at('id=1&t=5')], [at('id=1&t=5')], []],
      ],
      2,
    ),
  )('%s', (_what, before, now, expected) => {
    expect([...keysAsBefore(before, now)]).toEqual(expected)
  })

  test('with www and without it an address is the same article', () => {
    const key = linkKey('http://www.a.gov.cn/info/1/2.htm', 'vsb')
    expect(linkKey('https://a.gov.cn/info/1/2.htm', 'vsb')).toBe(key)
    const dynamic =
      'http://a.gov.cn/content.jsp;jsessionid=0AF?urltype=news.NewsContentUrl&wbtreeid=1&wbnewsid=2'
    expect(linkKey(dynamic, 'vsb')).toBe(key)
  })
})
