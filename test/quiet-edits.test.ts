import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  at,
  carrier,
  changes,
  docx,
  historyOf,
  host,
  hushu,
  idOf,
  inShort,
  isTheSameOffline,
  metric,
  mishi,
  nights,
  restless,
  spec,
  text,
  titleOf,
  units,
  xiangfu,
  xiaohe,
} from './running/changingSite.ts'
import { everyday } from './running/everyday.ts'
import { html, status } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

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

describe('A report that is edited and moved at once is told as edited', () => {
  const edited = { [metric]: 9_876_543 }
  const change = { metric, before: spec(mishi).figures[metric], after: 9_876_543 }

  test.each(
    everyday<[string, boolean]>(
      [
        ['is gone', true],
        ['still answers', false],
      ],
      1,
    ),
  )(
    'where its row points to another page and the old one %s',
    async (_old, isGone) => {
      const { site, listed, answers, crawl } = await nights()
      await crawl('2023-02-01')
      const elsewhere = '/html/1001/900900.html'
      Reflect.deleteProperty(listed, at(mishi))
      listed[elsewhere] = titleOf(mishi)
      answers[elsewhere] = html(text(mishi, edited))
      if (isGone) answers[at(mishi)] = status(404)
      for (const night of ['2023-02-09', '2023-02-10', '2023-02-11']) await crawl(night)
      const all = await changes(site, '--found')
      const own = all.filter(({ unit }) => unit === mishi)
      expect(inShort(own)).toEqual([
        `found ${mishi} 2023-02-01`,
        `replaced ${mishi} 2023-02-09`,
        ...(isGone ? [`moved ${mishi} 2023-02-10`] : []),
      ])
      expect(own[1]).toMatchObject({ changes: [change], url: host + elsewhere })
      await isTheSameOffline(site)
    },
    120_000,
  )

  test('where its page links another file, and the day on which it was found stays', async () => {
    const [old, now] = ['/files/a.docx', '/files/b.docx']
    const { site, answers, crawl } = await nights({
      ...Object.fromEntries(units.map((unit) => [at(unit), html(text(unit))])),
      [at(mishi)]: carrier(mishi, old),
      [old]: docx(mishi),
    })
    await crawl('2023-02-01')
    answers[at(mishi)] = carrier(mishi, now)
    answers[now] = docx(mishi, edited)
    for (const night of ['2023-02-10', '2023-02-18']) await crawl(night)
    const all = (await changes(site, '--found')).filter(({ unit }) => unit === mishi)
    expect(inShort(all)).toEqual([`found ${mishi} 2023-02-01`, `replaced ${mishi} 2023-02-10`])
    expect(all.map(({ kind, ...one }) => ('url' in one ? [kind, one.url] : [kind]))).toEqual([
      ['found', host + old],
      ['replaced', host + now],
    ])
    await isTheSameOffline(site)
  }, 120_000)
})

describe('nianbao history and changes on the command line', () => {
  test('say for people what changed, and refuse by code what is no report and no date', async () => {
    const { site, answers, crawl } = await nights()
    await crawl('2023-02-01')
    answers[at(mishi)] = html(text(mishi, { [metric]: 9_876_543 }))
    await crawl('2023-02-10', '--recheck')
    const out = join(site.archive, '../out')
    expect((await nianbao('export', 'csv', '--out', out, '--archive', site.archive)).code).toBe(0)
    const rows = (await readFile(join(out, 'changes.replica.csv'), 'utf8')).split('\r\n').slice(1, -1)
    expect(rows.map((row) => row.split(',').slice(5))).toEqual([
      [
        '2',
        expect.stringMatching(/^2023-02-10/u),
        metric,
        '',
        String(spec(mishi).figures[metric]),
        '9876543',
      ],
    ])
    expect(
      (await readFile(join(out, 'editions.replica.csv'), 'utf8')).split('\r\n').slice(1, -1),
    ).toHaveLength(5)
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
