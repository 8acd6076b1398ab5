import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor } from '../src/extract/extract.ts'
import type { Original } from '../src/model/original.ts'
import type { Report } from '../src/model/report.ts'
import { renderDocx } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import * as street from './running/changingSite.ts'
import { html } from './running/localSite.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const extract = extractor(knowledge)
const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'linked again' })
const metric = 'applications.new.total'
const told = spec.figures[metric]
const docx = (figure?: number): Uint8Array =>
  renderDocx(figure === undefined ? spec : { ...spec, figures: { ...spec.figures, [metric]: figure } })

const host = 'http://www.example.gov.cn'
const [page, a, b] = [`${host}/1.html`, `${host}/files/a.docx`, `${host}/files/b.docx`]
const title = '米市巷街道2022年政府信息公开工作年度报告'

interface Look {
  readonly day: number
  readonly url: string
  readonly bytes: Uint8Array | string
}
/** The page with its links. */
const links = (day: number, ...files: readonly string[]): Look => ({
  ...{ day, url: page },
  bytes: `<html><body><h1>${title}</h1><p>全文见附件。</p>${files.map((file) => `<p><a href="${file}">附件</a></p>`).join('')}</body></html>`,
})
const dayOf = (day: number): string => `2023-02-${String(day).padStart(2, '0')}T00:00:00.000Z`

function reportOf(looks: readonly Look[]): Report {
  const originals = looks.map(({ day, url, bytes: content }, at): Original => {
    const bytes = Buffer.from(content)
    return {
      ...{ bytes, sha256: createHash('sha256').update(bytes).digest('hex') },
      ...{ role: url === page ? 'page' : 'attachment', mediaType: 'text/html', name: null, url },
      ...{ captured: dayOf(day), capture: at + 1, run: dayOf(day), parentUrl: url === page ? null : page },
      ...{ listTitle: title, listDate: '2023-01-01', column: null },
    }
  })
  const provenance = { siteDivision: '330105', givenUnit: null, givenYear: null }
  const [report] = extract({ originals, provenance }).reports
  if (report === undefined) throw new Error('no report')
  return report
}
const editionsOf = (looks: readonly Look[]) =>
  reportOf(looks).editions.map(({ first_seen, changes }) => [
    first_seen.slice(8, 10),
    changes.map(({ before, after }) => [before, after]).join(),
  ])

const both: readonly Look[] = [
  links(1, a, b),
  { day: 1, url: a, bytes: docx() },
  { day: 1, url: b, bytes: docx(4321) },
]
const away = [...both, links(2, b)]
const back = [...away, links(5, a, b)]

describe('What speaks while a file is not linked is an edition', () => {
  const expected = [
    ['01', ''],
    ['02', `${String(told)},4321`],
    ['05', `4321,${String(told)}`],
  ]

  test('and stays one when the file is linked again, which is another', () => {
    expect(editionsOf(both)).toEqual(expected.slice(0, 1))
    expect(editionsOf(away)).toEqual(expected.slice(0, 2))
    expect(editionsOf(back)).toEqual(expected)
    expect(editionsOf([...back, links(9, b)])).toEqual([...expected, ['09', `${String(told)},4321`]])
  })

  test('so that the figures are always those of the last edition, which names its originals', () => {
    for (const looks of [both, away, back]) {
      const { editions, figures } = reportOf(looks)
      expect(figures[metric]).toBe(looks === away ? 4321 : told)
      expect(editions.every(({ sources }) => (sources ?? []).length > 0)).toBe(true)
    }
    const { editions } = reportOf(back)
    expect(editions[2]?.digest).toBe(editions[0]?.digest)
    expect(editions.map(({ sources }) => sources?.some(({ url }) => url === a))).toEqual([true, false, true])
  })

  test('also where its address gave something else meanwhile', () => {
    const stub = {
      day: 2,
      url: a,
      bytes: '<html><body><p>本文件已移至他处，请查看其他栏目。</p></body></html>',
    }
    const looks = [...both, stub, { day: 5, url: a, bytes: docx() }]
    expect(editionsOf(looks.slice(0, 4))).toEqual(expected.slice(0, 2))
    expect(editionsOf(looks)).toEqual(expected)
  })

  test('and what is edited or put in its place meanwhile follows it', () => {
    const edited = [...away, { day: 3, url: b, bytes: docx(4322) }]
    expect(editionsOf(edited)).toEqual([...expected.slice(0, 2), ['03', '4321,4322']])
    expect(editionsOf([...edited, links(5, a, b)]).slice(0, 3)).toEqual(editionsOf(edited))
    const c = `${host}/files/c.docx`
    const replaced = [...away, links(3, b, c), { day: 3, url: c, bytes: docx(5555) }]
    expect(editionsOf(replaced)).toEqual([...expected.slice(0, 2), ['03', '4321,5555']])
  })

  test('but not where another file takes its place in the same run', () => {
    const c = `${host}/files/c.docx`
    const looks = [...both, links(2, b, c), { day: 2, url: c, bytes: docx(5555) }]
    expect(editionsOf(looks)).toEqual([expected[0], ['02', `${String(told)},5555`]])
  })
})

test('night by night, from the ledger alone, and each look counts for the edition of its day', async () => {
  const [one, other] = ['/files/a.docx', '/files/b.docx']
  const carrier = (...files: readonly string[]) =>
    html(`<html><body><h1>${street.titleOf(street.mishi)}</h1><p>全文见附件。</p>
      ${files.map((file) => `<p><a href="${file}">${street.titleOf(street.mishi)}.docx</a></p>`).join('')}</body></html>`)
  const { site, answers, crawl } = await street.nights({
    ...Object.fromEntries(street.units.map((unit) => [street.at(unit), html(street.text(unit))])),
    [street.at(street.mishi)]: carrier(one, other),
    ...{ [one]: street.docx(street.mishi), [other]: street.docx(street.mishi, { [street.metric]: 4321 }) },
  })
  await crawl('2023-02-01')
  answers[street.at(street.mishi)] = carrier(other)
  await crawl('2023-02-10', '--recheck')
  answers[street.at(street.mishi)] = carrier(one, other)
  await crawl('2023-02-18', '--recheck')
  await crawl('2023-02-26', '--recheck')
  const all = await street.changes(site)
  expect(street.inShort(all)).toEqual([
    `replaced ${street.mishi} 2023-02-10`,
    `replaced ${street.mishi} 2023-02-18`,
  ])
  const { editions } = await street.historyOf(site, street.idOf(all, street.mishi))
  // The night that unlinked the file still asked its address, and got it.
  expect(editions.map(({ seen_to }) => seen_to.slice(0, 10))).toEqual([
    ...['2023-02-10', '2023-02-26', '2023-02-26'],
  ])
  await street.isTheSameOffline(site)
}, 120_000)
