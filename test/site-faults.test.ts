import { describe, expect, test } from 'vitest'
import { credibleMisses, type SiteLook } from '../src/validate/credibleMisses.ts'
import {
  at,
  changes,
  inShort,
  isTheSameOffline,
  mishi,
  nights,
  text,
  units,
  xiaohe,
} from './running/changingSite.ts'
import { everyday } from './running/everyday.ts'
import { html, status, type Answer } from './running/localSite.ts'

/** What a night saw: addresses by how they answered. */
type Night = Partial<Record<SiteLook['kind'], readonly string[]>>

/** The misses that are believed, as `night address`, nights from 1. */
function believed(...all: readonly Night[]): readonly string[] {
  const looks = all.flatMap((night, at) =>
    (['there', 'missing', 'unlisted'] as const).flatMap((kind) =>
      (night[kind] ?? []).map((url): SiteLook => {
        const run = String(at + 1)
        return { run, time: `2023-02-0${run}T00:00:00.000Z`, url, role: 'page', kind }
      }),
    ),
  )
  const isCredible = credibleMisses(looks)
  return looks
    .filter(({ run, url, kind }) => kind !== 'there' && isCredible(run, url))
    .map(({ run, url }) => `${run} ${url}`)
}

const twenty = Array.from({ length: 20 }, (_, index) => `p${index}`)
const [a = '', b = '', ...others] = twenty

describe('A miss speaks of a report where the rest of the site answers', () => {
  test('two of twenty, also on a later night on which nothing else is asked', () => {
    const found = believed({ there: twenty }, { there: others, missing: [a, b] }, { missing: [a, b] })
    expect(found).toEqual([`2 ${a}`, `2 ${b}`, `3 ${a}`, `3 ${b}`])
  })

  test.each(
    everyday<[string, readonly string[], readonly string[]]>(
      [
        ['the only report of a site', [a], ['2 p0']],
        ['both of two', [a, b], []],
        ['all of twenty', twenty, []],
      ],
      2,
    ),
  )('%s', (_what, missing, expected) => {
    expect(believed({ there: missing }, { missing })).toEqual(expected)
  })

  test('one of two, while the other answers', () => {
    expect(believed({ there: [a, b] }, { there: [b], missing: [a] })).toEqual(['2 p0'])
  })

  test('eleven of twenty are a fault of the site, ten are not', () => {
    const missed = (count: number) =>
      believed({ there: twenty }, { there: twenty.slice(count), missing: twenty.slice(0, count) }).length
    expect([missed(10), missed(11)]).toEqual([10, 0])
  })

  test('a site that fails one page a night, as its rota asks, is not believed at any', () => {
    expect(
      believed({ there: twenty }, { missing: ['p0'] }, { missing: ['p1'] }, { missing: ['p0'] }),
    ).toEqual([])
  })

  test('a page that left its list is missing whatever else fails', () => {
    expect(believed({ there: twenty }, { unlisted: [a, b] })).toEqual(['2 p0', '2 p1'])
  })

  test('pages that are new on the night on which the old ones fail are no answer of the old ones', () => {
    expect(believed({ there: [a, b] }, { there: ['n1', 'n2'], missing: [a, b] })).toEqual([])
  })

  test('what failed with the whole site is believed once the others are back without it', () => {
    const found = believed({ there: twenty }, { missing: twenty }, { there: [b, ...others], missing: [a] })
    expect(found).toEqual([`3 ${a}`])
  })
})

const login = html(
  '<html><head><title>统一身份认证</title></head><body><form><p>用户名</p><input name=u><p>密码</p><input type=password name=p><button>登录</button></form></body></html>',
)
const shell = html(
  '<html><head><title>政务公开</title></head><body><div class="nav">首页 政务公开 互动</div><h1>2022年政府信息公开工作年度报告</h1><div id="app">正在加载…</div><script src="/app.js"></script></body></html>',
)
const viewer = html(
  '<html><body><h1>2022年政府信息公开工作年度报告</h1><p>点击查看：2022年政府信息公开工作年度报告全文，请使用阅读器打开本文件。</p><script>viewer("/f.ofd")</script></body></html>',
)

describe('A site that fails as a whole has not lost its reports', () => {
  test.each(
    everyday<[string, Answer]>(
      [
        ['a login', login],
        ['a shell of script', shell],
        ['a viewer of files that nobody can read', viewer],
        ['404', status(404)],
      ],
      2,
    ),
  )(
    'where every article answers with %s',
    async (_what, answer) => {
      const { site, answers, crawl } = await nights()
      await crawl('2023-02-01')
      for (const unit of units) answers[at(unit)] = answer
      for (const night of ['2023-02-09', '2023-02-10', '2023-02-12']) await crawl(night, '--recheck')
      expect(inShort(await changes(site))).toEqual([])
      for (const unit of units) answers[at(unit)] = html(text(unit))
      answers[at(mishi)] = status(404)
      for (const night of ['2023-02-14', '2023-02-15']) await crawl(night, '--recheck')
      expect(inShort(await changes(site))).toEqual([`disappeared ${mishi} 2023-02-15`])
      await isTheSameOffline(site)
    },
    120_000,
  )

  test('two of four that answer 404 while the others answer are gone', async () => {
    const { site, answers, crawl } = await nights()
    await crawl('2023-02-01')
    for (const unit of [mishi, xiaohe]) answers[at(unit)] = status(404)
    for (const night of ['2023-02-09', '2023-02-10']) await crawl(night, '--recheck')
    expect([...inShort(await changes(site))].sort()).toEqual(
      [`disappeared ${xiaohe} 2023-02-10`, `disappeared ${mishi} 2023-02-10`].sort(),
    )
  }, 120_000)

  test('a report whose tables became pictures is marked, and has not disappeared', async () => {
    const { site, answers, crawl } = await nights()
    await crawl('2023-02-01')
    answers[at(mishi)] = html(text(mishi).replace(/<table[\s\S]*?<\/table>/gu, '<p><img src="/t.png"></p>'))
    for (const night of ['2023-02-09', '2023-02-11']) await crawl(night, '--recheck')
    expect(inShort(await changes(site))).toEqual([])
  }, 120_000)
})
