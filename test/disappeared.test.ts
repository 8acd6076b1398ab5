import { describe, expect, test } from 'vitest'
import {
  at,
  changes,
  inShort,
  isTheSameOffline,
  mishi,
  nights,
  text,
  titleOf,
  units,
} from './running/changingSite.ts'
import { everyday } from './running/everyday.ts'
import { html, status, type Answer } from './running/localSite.ts'

describe('What is missing is called gone only when it is', () => {
  test('a listing that fails on the second night, and a look three hours later, say nothing', async () => {
    const { site, answers, listed, crawl } = await nights()
    await crawl('2023-02-01')
    answers[at(mishi)] = status(404)
    await crawl('2023-02-10T03:00:00Z', '--recheck')
    await crawl('2023-02-10T06:00:00Z', '--recheck')
    answers['/list.html'] = status(403)
    await crawl('2023-02-12', '--recheck')
    expect(inShort(await changes(site))).toEqual([])
    Reflect.deleteProperty(answers, '/list.html')
    Reflect.deleteProperty(listed, at(mishi))
    await crawl('2023-02-13', '--recheck')
    const all = await changes(site)
    expect(inShort(all)).toEqual([`disappeared ${mishi} 2023-02-13`])
    expect(all[0]).toMatchObject({ first_missed: expect.stringMatching(/^2023-02-10T03:00/u) as string })
  }, 60_000)

  test.each(
    everyday<[string, string, Answer]>(
      [
        ['redirects home', 'redirected-home', status(302, { location: '/' })],
        [
          'says in words that nothing is there',
          'soft-404',
          html(
            '<html><head><title>404</title></head><body><h1>您访问的页面不存在或已删除</h1></body></html>',
          ),
        ],
      ],
      2,
    ),
  )(
    'a page that %s disappears as one that is %s, and is back when it is back',
    async (_what, how, answer) => {
      const { site, answers, crawl } = await nights()
      answers['/'] = html(
        `<html><body><h1>杭州市拱墅区人民政府</h1><p>${'欢迎访问本站。'.repeat(80)}</p></body></html>`,
      )
      await crawl('2023-02-01')
      answers[at(mishi)] = answer
      await crawl('2023-02-10', '--recheck')
      await crawl('2023-02-11', '--recheck')
      const gone = await changes(site)
      expect(inShort(gone)).toEqual([`disappeared ${mishi} 2023-02-11`])
      expect(gone[0]).toMatchObject({ how })
      answers[at(mishi)] = html(text(mishi))
      await crawl('2023-02-12', '--recheck')
      expect(inShort(await changes(site))).toEqual([
        `disappeared ${mishi} 2023-02-11`,
        `returned ${mishi} 2023-02-12`,
      ])
      await isTheSameOffline(site)
    },
    60_000,
  )

  test.each(
    everyday<[string, string, Answer]>(
      [
        ['is refused', 'refused', status(403)],
        ['leads to a login', 'login', status(302, { location: '/sso/login.html?service=1' })],
      ],
      1,
    ),
  )(
    'a page that %s is not gone, however often: it is told as one that nobody may read',
    async (_what, how, answer) => {
      const { site, answers, crawl } = await nights()
      answers['/sso/login.html?service=1'] = html(
        '<html><head><title>统一身份认证</title></head><body><h1>用户登录</h1><form><input name="user"><input type="password" name="word"><button>登录</button></form><p>请使用本单位账号登录，首次登录请修改初始密码。</p></body></html>',
      )
      await crawl('2023-02-01')
      answers[at(mishi)] = answer
      for (const night of ['2023-02-10', '2023-02-12', '2023-02-20']) await crawl(night, '--recheck')
      const all = await changes(site)
      expect(inShort(all)).toEqual([`locked ${mishi} 2023-02-12`])
      expect(all[0]).toMatchObject({ how })
      await isTheSameOffline(site)
    },
    60_000,
  )

  test('a link that left its list is asked for at once, and is not gone while its address answers', async () => {
    const { site, listed, crawl } = await nights()
    await crawl('2023-02-01')
    Reflect.deleteProperty(listed, at(mishi))
    const asked = site.seen.length
    await crawl('2023-02-02')
    expect(site.seen.slice(asked)).toContain(at(mishi))
    for (const night of ['2023-02-03', '2023-02-04']) await crawl(night)
    expect(inShort(await changes(site))).toEqual([])
  }, 60_000)

  test('a link that left its list, and whose address answers nothing that can be read, is gone from its list', async () => {
    const { site, listed, answers, crawl } = await nights()
    await crawl('2023-02-01')
    Reflect.deleteProperty(listed, at(mishi))
    answers[at(mishi)] = status(403)
    for (const night of ['2023-02-02', '2023-02-03']) await crawl(night)
    const all = await changes(site)
    expect(inShort(all)).toEqual([`disappeared ${mishi} 2023-02-03`])
    expect(all[0]).toMatchObject({ how: 'unlisted' })
    await isTheSameOffline(site)
  }, 60_000)

  test('nothing disappears when all of the host moved', async () => {
    const { site, answers, crawl } = await nights()
    await crawl('2023-02-01')
    const away = (path: string): Answer => status(301, { location: `https://www.gongshu-new.gov.cn${path}` })
    for (const path of [...units.map(at), '/list.html']) answers[path] = away(path)
    for (const night of ['2023-02-10', '2023-02-12']) await crawl(night, '--recheck')
    expect(inShort(await changes(site))).toEqual([])
  }, 60_000)

  test('a column that moved as a whole within its host moved, report by report', async () => {
    const { site, listed, answers, crawl } = await nights()
    await crawl('2023-02-01')
    for (const unit of units) {
      const to = at(unit).replace('1001', '3003')
      answers[to] = html(text(unit))
      answers[at(unit)] = status(404)
      Reflect.deleteProperty(listed, at(unit))
      listed[to] = titleOf(unit)
    }
    for (const night of ['2023-02-10', '2023-02-11']) await crawl(night)
    const all = await changes(site)
    expect(all.map(({ kind }) => kind)).toEqual(['moved', 'moved', 'moved', 'moved'])
    await isTheSameOffline(site)
  }, 60_000)
})
