import { Buffer } from 'node:buffer'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Change, Histories, History } from '../src/model/history.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { html, localSite, status, type Answer, type LocalSite } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const units = ['米市巷街道', '小河街道', '祥符街道', '湖墅街道'] as const
const [mishi, xiaohe, xiangfu, hushu] = units
const host = 'http://www.example.gov.cn'
const metric = 'applications.new.total'

const spec = (unit: string, figures: Readonly<Record<string, number>> = {}) => {
  const made = inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed: unit })
  return { ...made, figures: { ...made.figures, ...figures } }
}
const titleOf = (unit: string): string => `${unit}2022年政府信息公开工作年度报告`
const text = (unit: string, figures?: Readonly<Record<string, number>>): string =>
  Buffer.from(renderHtml(spec(unit, figures))).toString('utf8')
const docx =
  (unit: string, figures?: Readonly<Record<string, number>>): Answer =>
  (_request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/octet-stream' })
      .end(renderDocx(spec(unit, figures)))
  }
const carrier = (unit: string, file: string): Answer =>
  html(
    `<html><body><h1>${titleOf(unit)}</h1><p>全文见附件。</p><p><a href="${file}">${titleOf(unit)}.docx</a></p></body></html>`,
  )
/** A page with the report in the article's box and, in that same box, what changes at every visit. */
const restless = (unit: string, visits: number): Answer => {
  const body = /<body[^>]*>([\s\S]*)<\/body>/u.exec(text(unit))?.[1] ?? ''
  return html(`<html><body><div class="top">今天是2023年2月${visits % 28}日 星期${visits % 7}</div>
<div class="article"><p>浏览次数：${visits}</p>${body}<p>浏览次数：${visits}次</p><p><a href="/x${visits}.html">下一篇：关于${visits}的通知</a></p></div>
<div class="side"><a href="/hot${visits}.html">推荐阅读${visits}</a></div><div class="foot">您是第${visits}位访客</div></body></html>`)
}
const at = (unit: string): string => `/html/1001/10020${units.findIndex((one) => one === unit)}.html`

/** A site whose list and answers a test changes from night to night. */
async function nights(
  published: Readonly<Record<string, Answer>> = Object.fromEntries(
    units.map((unit) => [at(unit), html(text(unit))]),
  ),
) {
  const listed: Record<string, string> = Object.fromEntries(units.map((unit) => [at(unit), titleOf(unit)]))
  const answers: Record<string, Answer> = { ...published }
  const site = await localSite(listed, answers)
  return { site, listed, answers, crawl: (night: string, ...more: string[]) => crawl(site, night, more) }
}

async function crawl(site: LocalSite, night: string, more: readonly string[]): Promise<void> {
  const { code, stderr } = await nianbao('crawl', ...site.options, '--now', night, ...more)
  if (code !== 0 && code !== 3) throw new Error(stderr)
}

async function changes({ archive }: LocalSite, ...more: string[]): Promise<readonly Change[]> {
  const { stdout } = await nianbao(
    'changes',
    '--archive',
    archive,
    '--since',
    '2023-01-01',
    '--json',
    ...more,
  )
  return (JSON.parse(stdout) as { changes: Change[] }).changes
}
const inShort = (all: readonly Change[]): readonly string[] =>
  all.map(({ kind, unit, time }) => `${kind} ${unit} ${time.slice(0, 10)}`)

async function historyOf({ archive }: LocalSite, id: string): Promise<History> {
  const { stdout } = await nianbao('history', '--archive', archive, id, '--json')
  const [history] = (JSON.parse(stdout) as Histories).histories
  if (!history) throw new Error(`${id} has no history`)
  return history
}
const idOf = (all: readonly Change[], unit: string): string => all.find((one) => one.unit === unit)?.id ?? ''

/** Whatever a test did: made again from the ledger and the records alone, everything is the same. */
async function isTheSameOffline(site: LocalSite): Promise<void> {
  const before = await changes(site, '--found')
  await rm(join(site.archive, 'zhejiang-example/index.json'))
  await nianbao('extract', '--archive', site.archive)
  expect(await changes(site, '--found')).toEqual(before)
  const verified = await nianbao('verify', '--archive', site.archive)
  expect([verified.code, verified.stdout]).toEqual([0, ''])
}

test('a figure replaced in a file, a page moved, a page deleted and a counter are three events, the first with its figure before and after', async () => {
  const file = '/files/nb.docx'
  const { site, listed, answers, crawl } = await nights({
    [at(mishi)]: carrier(mishi, file),
    [file]: docx(mishi),
    [at(xiaohe)]: html(text(xiaohe)),
    [at(xiangfu)]: html(text(xiangfu)),
    [at(hushu)]: restless(hushu, 1),
  })
  await crawl('2023-02-01')
  answers[file] = docx(mishi, { [metric]: 9_876_543 })
  answers[at(hushu)] = restless(hushu, 22)
  await crawl('2023-02-09')
  const moved = '/html/2002/777001.html'
  answers[moved] = answers[at(xiaohe)] ?? status(404)
  answers[at(xiaohe)] = status(404)
  listed[moved] = titleOf(xiaohe)
  Reflect.deleteProperty(listed, at(xiaohe))
  answers[at(hushu)] = restless(hushu, 333)
  await crawl('2023-02-10')
  answers[at(xiangfu)] = status(404)
  Reflect.deleteProperty(listed, at(xiangfu))
  for (const [index, night] of ['2023-02-11', '2023-02-12', '2023-02-20'].entries()) {
    answers[at(hushu)] = restless(hushu, 4444 + index)
    await crawl(night)
  }

  const all = await changes(site)
  expect(inShort(all)).toEqual([
    `replaced ${mishi} 2023-02-09`,
    `moved ${xiaohe} 2023-02-11`,
    `disappeared ${xiangfu} 2023-02-12`,
  ])
  const before = spec(mishi).figures[metric]
  expect(all[0]).toMatchObject({
    changes: [{ metric, before, after: 9_876_543 }],
    text: [],
    url: host + file,
  })
  expect(all[1]).toMatchObject({ from: host + at(xiaohe), to: host + moved, how: 'not-found' })
  expect(all[2]).toMatchObject({ url: host + at(xiangfu), how: 'not-found' })
  expect(all[2]).toMatchObject({ last_seen: expect.stringMatching(/^2023-02-(?:01|09|10)/u) as string })
  expect(all[2]).toMatchObject({ first_missed: expect.stringMatching(/^2023-02-11/u) as string })

  const { editions, addresses } = await historyOf(site, idOf(all, mishi))
  expect(
    editions.map(({ seen_from, seen_to }) => [seen_from, seen_to].map((time) => time.slice(0, 10))),
  ).toEqual([
    ['2023-02-01', '2023-02-01'],
    ['2023-02-09', '2023-02-20'],
  ])
  expect(addresses.map(({ url, looks }) => [url, looks])).toEqual([[host + file, 3]])
  await isTheSameOffline(site)
}, 120_000)

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

  test.each<[string, string, Answer]>([
    ['redirects home', 'redirected-home', status(302, { location: '/' })],
    [
      'says in words that nothing is there',
      'soft-404',
      html('<html><head><title>404</title></head><body><h1>您访问的页面不存在或已删除</h1></body></html>'),
    ],
  ])(
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

  test('a page that is refused is not gone, however often', async () => {
    const { site, answers, crawl } = await nights()
    await crawl('2023-02-01')
    answers[at(mishi)] = status(403)
    for (const night of ['2023-02-10', '2023-02-12', '2023-02-20']) await crawl(night, '--recheck')
    expect(inShort(await changes(site))).toEqual([])
  }, 60_000)

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

describe('An edition is what was said, wherever it was said', () => {
  test('the same file under a new address moved and is no edition', async () => {
    const [old, now] = ['/files/a.docx', '/files/2023/b.docx']
    const { site, answers, crawl } = await nights({
      ...Object.fromEntries(units.map((unit) => [at(unit), html(text(unit))])),
      [at(mishi)]: carrier(mishi, old),
      [old]: docx(mishi),
    })
    await crawl('2023-02-01')
    answers[at(mishi)] = carrier(mishi, now)
    answers[now] = docx(mishi)
    answers[old] = status(404)
    for (const night of ['2023-02-10', '2023-02-18']) await crawl(night)
    const all = await changes(site)
    expect(all.map(({ kind }) => kind)).toEqual(['moved'])
    expect(all[0]).toMatchObject({ from: host + old, to: host + now })
    const { editions } = await historyOf(site, idOf(all, mishi))
    expect(editions.map(({ sources }) => sources?.map(({ url }) => url))).toEqual([[host + old, host + now]])
  }, 60_000)

  test('a report that is replaced and put back was replaced twice', async () => {
    const { site, answers, crawl } = await nights()
    await crawl('2023-02-01')
    answers[at(mishi)] = html(text(mishi, { [metric]: 9_876_543 }))
    await crawl('2023-02-10', '--recheck')
    answers[at(mishi)] = html(text(mishi))
    await crawl('2023-02-11', '--recheck')
    await crawl('2023-02-19', '--recheck')
    const all = await changes(site)
    const first = spec(mishi).figures[metric]
    expect(all.map((one) => (one.kind === 'replaced' ? one.changes : one.kind))).toEqual([
      [{ metric, before: first, after: 9_876_543 }],
      [{ metric, before: 9_876_543, after: first }],
    ])
    const { editions } = await historyOf(site, idOf(all, mishi))
    expect(editions.map(({ looks }) => looks)).toEqual([1, 1, 2])
    await isTheSameOffline(site)
  }, 60_000)

  test('a correction beside the report that it corrects is an edition, and nothing moved', async () => {
    const { site, listed, answers, crawl } = await nights()
    await crawl('2023-02-01')
    const beside = '/html/1001/200300.html'
    listed[beside] = `${titleOf(mishi)}（更正）`
    answers[beside] = html(text(mishi, { [metric]: 9_876_543 }))
    for (const night of ['2023-02-02', '2023-02-10', '2023-02-20']) await crawl(night)
    const all = await changes(site)
    expect(inShort(all)).toEqual([`replaced ${mishi} 2023-02-02`])
    expect(all[0]).toMatchObject({ url: host + beside })
  }, 60_000)

  test('a night that finds nothing new rewrites no report', async () => {
    const { site, crawl } = await nights()
    await crawl('2023-02-01')
    const file = join(site.archive, 'zhejiang-example/reports/2022/330105001.json')
    const before = await readFile(file, 'utf8')
    await crawl('2023-02-10', '--recheck')
    expect(await readFile(file, 'utf8')).toBe(before)
    const { editions } = await historyOf(site, '330105001/2022')
    expect(editions.map(({ seen_to, looks }) => [seen_to.slice(0, 10), looks])).toEqual([['2023-02-10', 2]])
  }, 60_000)
})

describe('nianbao history and changes on the command line', () => {
  test('say for people what changed, and refuse by code what is no report and no date', async () => {
    const { site, answers, crawl } = await nights()
    await crawl('2023-02-01')
    answers[at(mishi)] = html(text(mishi, { [metric]: 9_876_543 }))
    await crawl('2023-02-10', '--recheck')
    const told = await nianbao('changes', '--archive', site.archive, '--since', '2023-02-10')
    expect(told.stdout).toContain(`${metric}: ${String(spec(mishi).figures[metric])} → 9876543`)
    const none = await nianbao('changes', '--archive', site.archive, '--since', '2023-02-11')
    expect(none.stdout).not.toContain(metric)
    const { stdout } = await nianbao('history', '--archive', site.archive, '330105001/2022')
    expect(stdout).toContain(`${metric}: ${String(spec(mishi).figures[metric])} → 9876543`)
    expect(stdout).toContain(host + at(mishi))
    for (const wrong of [
      ['history', '330105001/2031'],
      ['history', '../../etc/2022'],
      ['changes', '--since', '2023-02-31'],
    ]) {
      const refused = await nianbao('--archive', site.archive, ...wrong)
      expect([refused.code, refused.stdout, refused.stderr.includes('usage')]).toEqual([2, '', true])
    }
  }, 60_000)
})
