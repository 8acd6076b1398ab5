import { describe, expect, test } from 'vitest'
import { renderDocx } from './documents/makeDocument.ts'
import {
  nfcms,
  nfcmsSource,
  trs,
  trsSource,
  unknownMaker,
  unknownSource,
  vsb,
  vsbSource,
} from './foreign/columns.ts'
import { crawlForeign, host, type Crawled } from './foreign/crawlForeign.ts'
import type { Handler, Said } from './foreign/foreignServer.ts'
import { holdings, idsOf, reportSpec, type Row } from './foreign/holdings.ts'
import { jpaas, jpaasSource } from './foreign/jpaas.ts'
import { jpage, jpageSource } from './foreign/jpage.ts'
import { ucap, ucapSource } from './foreign/ucap.ts'
import { everyday } from './running/everyday.ts'

const rows = holdings()
const cutRows = holdings({ cutAt: 16 })
const failing = ({ site }: Crawled): readonly string[] =>
  site.alarms.flatMap(({ code, fails }) => (fails ? [code] : []))
const codes = ({ site }: Crawled): readonly string[] => site.alarms.map(({ code }) => code)

interface Case {
  readonly source: string
  readonly serve: (rows: readonly Row[]) => Handler
}

const honest: Readonly<Record<string, Case>> = {
  'a jpage proxy that honours only page': { source: jpageSource(host), serve: (all) => jpage(all) },
  'a jpage proxy that honours only records': {
    source: jpageSource(host),
    serve: (all) => jpage(all, { paging: 'startrecord' }),
  },
  'a jpage proxy that gives five rows at a time': {
    source: jpageSource(host),
    serve: (all) => jpage(all, { most: 5 }),
  },
  'a jpage proxy that gives five records at a time': {
    source: jpageSource(host),
    serve: (all) => jpage(all, { most: 5, paging: 'startrecord' }),
  },
  'JPaaS with a cap of ten rows': { source: jpaasSource(host), serve: (all) => jpaas(all, { most: 10 }) },
  'UCAP with a cap of ten rows': { source: ucapSource, serve: (all) => ucap(all) },
  'TRS with files from 0': { source: trsSource(host), serve: (all) => trs(0)(all) },
  'TRS with files from 1': { source: trsSource(host), serve: (all) => trs(1)(all) },
  'TRS with the plugin': { source: trsSource(host), serve: (all) => trs(2)(all) },
  'TRS in GB18030': { source: trsSource(host), serve: (all) => trs(1)(all, { gb18030: true }) },
  'VSB in tables': { source: vsbSource(host), serve: (all) => vsb(all) },
  'NFCMS with twins': { source: nfcmsSource(host), serve: (all) => nfcms(all) },
  'an unknown maker': { source: unknownSource(host), serve: (all) => unknownMaker(all) },
  'an unknown maker in GB18030': {
    source: unknownSource(host),
    serve: (all) => unknownMaker(all, { gb18030: true }),
  },
}

describe.each(everyday(Object.entries(honest), 2))('%s', (_name, { source, serve }) => {
  test('gives every report once and no trap, and an unchanged night costs the listing', async () => {
    const night = await crawlForeign(source, serve(rows))
    expect(night.ids).toEqual(idsOf(rows))
    expect(night.site.alarms).toEqual([])
    expect(night.site.candidates).toBe(24)
    expect(night.exit).toBe(0)
    const next = await night.again('2024-05-02')
    expect(next.asked.filter((path) => path !== '/robots.txt')).toHaveLength(1)
  })

  test('gives every report also where the list cuts its titles', async () => {
    const night = await crawlForeign(source, serve(cutRows))
    expect(night.ids).toEqual(idsOf(rows))
    expect(night.site.alarms).toEqual([])
    const titles = night.reports.map(({ title }) => title)
    expect(titles.filter((title) => title.includes('…'))).toEqual([])
  })
})

const tooHigh: Readonly<Record<string, Case>> = {
  jpage: { source: jpageSource(host), serve: (all) => jpage(all, { total: 50 }) },
  'jpage that repeats the first group': {
    source: jpageSource(host),
    serve: (all) => jpage(all, { total: 50, repeats: true }),
  },
  JPaaS: { source: jpaasSource(host), serve: (all) => jpaas(all, { total: 50 }) },
  'JPaaS that repeats its last page': {
    source: jpaasSource(host),
    serve: (all) => jpaas(all, { total: 50, most: 10, repeats: true }),
  },
  UCAP: { source: ucapSource, serve: (all) => ucap(all, { total: 50 }) },
  'UCAP that repeats its first page': {
    source: ucapSource,
    serve: (all) => ucap(all, { total: 50, repeats: true }),
  },
  'TRS with 404': { source: trsSource(host), serve: (all) => trs(0)(all, { pages: 6 }) },
  'TRS that repeats page 1': {
    source: trsSource(host),
    serve: (all) => trs(1)(all, { pages: 6, beyond: 'first' }),
  },
  'TRS that gives the home page': {
    source: trsSource(host),
    serve: (all) => trs(2)(all, { pages: 6, beyond: 'home' }),
  },
  'VSB that counts rows too high': { source: vsbSource(host), serve: (all) => vsb(all, { total: 50 }) },
  'NFCMS whose last page links one more': {
    source: nfcmsSource(host),
    serve: (all) => nfcms(all, { pages: 5 }),
  },
  'an unknown maker': { source: unknownSource(host), serve: (all) => unknownMaker(all, { total: 50 }) },
}

describe.each(everyday(Object.entries(tooHigh), 2))(
  'A total that is too high: %s',
  (_name, { source, serve }) => {
    test('every report is found, the shortfall fails the site, and the next night looks again', async () => {
      const night = await crawlForeign(source, serve(rows))
      expect(night.ids).toEqual(idsOf(rows))
      expect(failing(night)).toEqual(['listing-partial'])
      expect(night.exit).toBe(3)
      expect(failing(await night.again('2024-05-02'))).toEqual(['listing-partial'])
    })
  },
)

const tooLow: Readonly<Record<string, Case>> = {
  jpage: { source: jpageSource(host), serve: (all) => jpage(all, { total: 12 }) },
  'jpage by records': {
    source: jpageSource(host),
    serve: (all) => jpage(all, { total: 20, paging: 'startrecord' }),
  },
  'jpage that declares fewer than it shows': {
    source: jpageSource(host),
    serve: (all) => jpage(all, { total: 5 }),
  },
  JPaaS: { source: jpaasSource(host), serve: (all) => jpaas(all, { total: 10, most: 10 }) },
  UCAP: { source: ucapSource, serve: (all) => ucap(all, { total: 20 }) },
  'JPaaS that says as many as its odd cap': {
    source: jpaasSource(host),
    serve: (all) => jpaas(all, { total: 12, most: 12 }),
  },
  'UCAP that says as many as its odd cap': {
    source: ucapSource,
    serve: (all) => ucap(all, { total: 12, most: 12 }),
  },
  'UCAP that says one page': { source: ucapSource, serve: (all) => ucap(all, { total: 10 }) },
  TRS: { source: trsSource(host), serve: (all) => trs(0)(all, { pages: 2 }) },
  'TRS from 1': { source: trsSource(host), serve: (all) => trs(1)(all, { pages: 2 }) },
  VSB: { source: vsbSource(host), serve: (all) => vsb(all, { total: 32 }) },
  'an unknown maker': { source: unknownSource(host), serve: (all) => unknownMaker(all, { total: 20 }) },
}

describe.each(everyday(Object.entries(tooLow), 1))(
  'A total that is too low: %s',
  (_name, { source, serve }) => {
    test('every report is found all the same, and the run says that the total is wrong', async () => {
      const night = await crawlForeign(source, serve(rows))
      expect(night.ids).toEqual(idsOf(rows))
      expect(codes(night)).toEqual(['total-too-low'])
      expect(night.exit).toBe(0)
    })
  },
)

/** A handler in front of another. */
const before =
  (own: (url: URL) => Said | null, rest: Handler): Handler =>
  (url, asked) =>
    own(url) ?? rest(url, asked)

const gone =
  '<html><head><title>提示</title></head><body><p>您访问的栏目已迁移，请到新栏目查看。</p><a href="/zwgk/xin/">新栏目</a></body></html>'

describe('A list that moved', () => {
  const old = `family: 'trs', list: 'http://${host}/old/nb/'`
  test.each(everyday([301, 302, 307], 1))('is followed (%i), and gives its reports', async (status) => {
    const moved = before(
      ({ pathname }) => (pathname === '/old/nb/' ? { status, headers: { location: '/zwgk/gknb/' } } : null),
      trs(0)(rows),
    )
    const night = await crawlForeign(old, moved)
    expect(night.ids).toEqual(idsOf(rows))
    expect(failing(night)).toEqual([])
  })

  test('to a host that is not ours fails the site and names the host', async () => {
    const moved = before(
      ({ pathname }) =>
        pathname === '/old/nb/' ? { status: 301, headers: { location: 'http://www.new.gov.cn/nb/' } } : null,
      trs(0)(rows),
    )
    const night = await crawlForeign(old, moved)
    expect(night.site.alarms[0]).toMatchObject({ code: 'host-moved', fails: true })
    expect(night.site.alarms[0]?.message).toContain('www.new.gov.cn')
    expect(night.exit).toBe(3)
  })

  const families: [string, string, string, Handler][] = [
    ['hanweb-jpage', jpageSource(host), '/col/col1229550/index.html', jpage(rows)],
    ['hanweb-jpaas', jpaasSource(host), '/col/col1229781441/index.html', jpaas(rows)],
    ['trs', trsSource(host), '/zwgk/gknb/', trs(0)(rows)],
    ['vsb', vsbSource(host), '/zwgk/gknb.htm', vsb(rows)],
    ['nfcms', nfcmsSource(host), '/zwgk/gknb/index.html', nfcms(rows)],
    ['static-list', unknownSource(host), '/html/public/nb.html', unknownMaker(rows)],
  ]
  test.each(everyday(families, 1))(
    'in words only (%s) fails the site, and what is archived stays',
    async (_family, source, path, serve) => {
      let moved = false
      const night = await crawlForeign(
        source,
        before(
          ({ pathname }) => (moved && pathname === path ? gone : null),
          (url, asked) => (moved && /dataproxy|unit$/u.test(url.pathname) ? null : serve(url, asked)),
        ),
      )
      moved = true
      const next = await night.again('2024-05-02')
      expect(failing(next).length).toBeGreaterThan(0)
      expect(next.exit).toBe(3)
      expect(next.ids).toEqual(night.ids)
    },
  )
})

describe('One report at several places', () => {
  const bare = 'foreign.gov.cn'
  const [row] = rows
  const title = row?.title ?? ''
  const list = (links: readonly string[]): string =>
    `<html><head><meta name="ColumnName" content="政府信息公开年报"><title>年报</title></head><body><ul>${links.map((href) => `<li><a href="${href}">${title}</a>2024-01-10</li>`).join('')}</ul></body></html>`
  const words = row?.words ?? ''
  const source = `family: 'static-list', list: 'http://${host}/nb.html'`
  const page = (inside: string): string =>
    `<html><head><title>${title}</title></head><body>${inside}</body></html>`

  test('the same address with and without www is asked for once', async () => {
    const night = await crawlForeign(
      source,
      ({ pathname }) =>
        pathname === '/nb.html'
          ? list([
              `http://${host}/a/100201.html`,
              `http://${bare}/a/100201.html`,
              `https://${host}/a/100201.html`,
            ])
          : page(words),
      { hosts: [host, bare] },
    )
    expect(night.ids).toEqual([row?.id])
    expect(night.asked.filter((path) => path.startsWith('/a/'))).toHaveLength(1)
  })

  test('two addresses are one report with two sources, without a finding while they agree', async () => {
    const night = await crawlForeign(source, ({ pathname }) =>
      pathname === '/nb.html'
        ? list(['/a/100201.html', '/b/100202.html'])
        : page(`${words}<!--${pathname}-->`),
    )
    expect(night.ids).toEqual([row?.id])
    expect(night.reports[0]?.sources.map(({ url }) => url).sort()).toEqual([
      `http://${host}/a/100201.html`,
      `http://${host}/b/100202.html`,
    ])
    expect(night.reports[0]?.findings.map(({ code }) => code)).not.toContain('sources-disagree')
  })

  test('two addresses that disagree in one figure are a finding that names the figure and the place', async () => {
    const night = await crawlForeign(source, ({ pathname }) =>
      pathname === '/nb.html'
        ? list(['/a/100201.html', '/b/100202.html'])
        : page(pathname === '/a/100201.html' ? words : oneFigureHigher(words)),
    )
    expect(night.ids).toEqual([row?.id])
    const found = night.reports[0]?.findings.filter(({ code }) => code === 'sources-disagree') ?? []
    expect(found).toHaveLength(1)
    expect(found[0]?.metrics).toHaveLength(1)
    expect(found[0]?.message).toMatch(/\/[ab]\/10020[12]\.html/u)
  })

  test('a page and its file that disagree in one figure are the same finding', async () => {
    const file = renderDocx(reportSpec('米市巷街道', 2021))
    const night = await crawlForeign(source, ({ pathname }) => {
      if (pathname === '/nb.html') return list(['/a/100201.html'])
      if (pathname === '/a/P020240115.docx')
        return { headers: { 'content-type': 'application/octet-stream' }, body: file }
      return page(`${oneFigureHigher(words)}<p>附件：<a href="./P020240115.docx">下载</a></p>`)
    })
    expect(night.ids).toEqual([row?.id])
    const [report] = night.reports
    expect(report?.sources.map(({ role }) => role).sort()).toEqual(['attachment', 'page'])
    const found = report?.findings.filter(({ code }) => code === 'sources-disagree') ?? []
    expect(found.map(({ metrics }) => metrics.length)).toEqual([1])
  })
})

/** The words with the first figure of table 3 changed. */
function oneFigureHigher(words: string): string {
  const at = words.indexOf('本年新收政府信息公开申请数量')
  const changed = words.slice(at).replace(/>(\d+)</u, (_, digits: string) => `>${Number(digits) + 1}<`)
  return `${words.slice(0, at)}${changed}`
}
