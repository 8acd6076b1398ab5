import { gzipSync } from 'node:zlib'
import { hash } from 'node:crypto'
import { join } from 'node:path'
import type { Exchange } from '../src/model/exchange.ts'
import type { SiteArchive } from '../src/archive/siteArchive.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'

const host = 'http://www.example.gov.cn'
export const urls = {
  listing: `${host}/list.jsp`,
  page: `${host}/2022/b.html`,
  file: `${host}/2022/b.docx`,
  moved: `${host}/2021/a.html`,
  old: `${host}/2019/附件.docx`,
  other: 'https://www.other.gov.cn/2022.html',
} as const

/** What a server with GBK in its headers sends, as Node hands it over (Latin-1). */
export const gbkName = Buffer.from([0x66, 0x69, 0x6c, 0x65, 0x3d, 0xc4, 0xea, 0xb1, 0xa8]).toString('latin1')

const minute = (n: number): string => `2026-11-21T01:${String(n).padStart(2, '0')}:03.456Z`
const packed = (text: string, level: number): Exchange['encoded'] => {
  const bytes = gzipSync(text, { level })
  return { encoding: 'gzip', bytes, sha256: hash('sha256', bytes) }
}

/** An archive with every shape of ledger line that an export must tell apart; two sites, three reports. */
export async function archiveForExport(kind: 'live' | 'replica' = 'live'): Promise<string> {
  const folder = join(testFolder(), 'archive')
  const archive = await openTestArchive(folder, { kind })
  const site = await archive.site('zhejiang-example')
  const listing = await site.admit(
    exchangeOf(urls.listing, '<html>list', {
      method: 'POST',
      form: { page: '1', 栏目: '年报' },
      requestHeaders: { host: 'www.example.gov.cn', 'content-type': 'application/x-www-form-urlencoded' },
      time: minute(0),
    }),
    factsOf('listing', { title: null, date: null }),
  )
  await lookAtPage(site, listing.seq)
  await lookAtMoved(site, listing.seq)
  await site.admit(
    exchangeOf(urls.old, 'a file of a person', {
      status: 0,
      requestHeaders: {},
      responseHeaders: {},
      time: minute(30),
    }),
    factsOf('import', {
      source: null,
      title: null,
      name: '附件.docx',
      given: { unit: '330105001', year: 2019 },
    }),
  )
  await fileReports(site)
  const other = await archive.site('zhejiang-other')
  await other.admit(exchangeOf(urls.other, '<html>2022 other', { time: minute(40) }), factsOf('page'))
  await fileReports(other, '330106001')
  await archive.finish()
  await archive.saveRun({
    schema: 'nianbao/run@1',
    run: 'test-run',
    command: 'crawl',
    started: minute(0),
    finished: minute(50),
    sites: [],
    requests: {},
    hostsRefusing: [],
  })
  await archive.close()
  return folder
}

/** A page with a file that the server compressed: looked at again unchanged, confirmed, compressed otherwise, changed, confirmed. */
async function lookAtPage(site: SiteArchive, parent: number): Promise<void> {
  const body = '<html>2022年年报'
  const page = factsOf('page', { parent })
  const headers = { 'content-type': 'text/html; charset=utf-8', 'transfer-encoding': 'chunked', etag: '"1"' }
  const look = (text: string, time: string) => exchangeOf(urls.page, text, { responseHeaders: headers, time })
  const confirmation = (time: string) =>
    exchangeOf(urls.page, '', {
      status: 304,
      responseHeaders: { etag: '"1"', 'content-length': '999' },
      time,
    })
  const first = await site.admit(look(body, minute(1)), page)
  const file = (level: number, time: string) => {
    const encoded = packed('附件', level)
    const size = String(encoded?.bytes.length)
    const named = { 'content-disposition': gbkName, 'content-encoding': 'gzip', 'content-length': size }
    return exchangeOf(urls.file, '附件', { encoded, responseHeaders: named, time })
  }
  const attachment = factsOf('attachment', { parent: first.seq, name: '附件\n1.docx' })
  await site.admit(file(6, minute(2)), attachment)
  await site.admit(look(body, minute(3)), page)
  await site.confirm(confirmation(minute(4)), page)
  await site.admit(file(6, minute(5)), attachment)
  await site.admit(file(0, minute(6)), attachment)
  await site.admit(look(`${body} changed`, minute(7)), page)
  await site.confirm(confirmation(minute(8)), page)
}

/** A page behind two redirects, with headers that do not fit the body. */
async function lookAtMoved(site: SiteArchive, parent: number): Promise<void> {
  const finalUrl = `${host}/2021/new.html?a=1`
  const hops = [
    { url: urls.moved, status: 302, location: '/2021/next.html' },
    { url: `${host}/2021/next.html`, status: 301, location: finalUrl },
  ]
  const responseHeaders = {
    'content-type': 'text/html',
    'content-encoding': 'utf-8',
    'content-length': '12, 12',
  }
  const exchange = exchangeOf(urls.moved, '<html>2021年年报', {
    finalUrl,
    hops,
    responseHeaders,
    time: minute(20),
  })
  await site.admit(exchange, factsOf('page', { parent }))
}

async function fileReports(site: SiteArchive, code = '330105001'): Promise<void> {
  for (const key of site.bundleKeys()) {
    const bundle = await site.bundle(key)
    const year = key.startsWith('import:') ? 2019 : Number(/20\d\d/u.exec(key)?.[0])
    await site.writeReport(reportOf(bundle, code, year))
    site.recordDerived(key, { ids: [`${code}/${year}`], left: [] })
  }
}
