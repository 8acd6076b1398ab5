import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import { renderDocx, renderHtml } from '../documents/makeDocument.ts'
import { zip } from '../documents/zip.ts'
import { inventReport } from '../fixtures/inventReport.ts'

type Answer = (response: ServerResponse) => void

const spec = (unit: string) =>
  inventReport({
    unit,
    division: '杭州市拱墅区',
    year: 2022,
    seed: unit,
    title: [`${unit}2022年政府信息公开工作年度报告`],
  })
const page = (unit: string): Buffer => Buffer.from(renderHtml(spec(unit)))

const send =
  (body: string | Uint8Array, headers: Record<string, string | string[]> = {}): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  }
const to =
  (location: string): Answer =>
  (response) => {
    response.writeHead(302, { location }).end()
  }
/** Bytes as they are, head and all: what Node's server would not send. */
const raw =
  (head: string, body: Uint8Array = new Uint8Array()): Answer =>
  ({ socket }) => {
    socket?.write(`HTTP/1.1 200 OK\r\n${head}\r\n`)
    socket?.end(body)
  }
/** A body without end, as fast as it is read. */
const flood =
  (headers: Record<string, string>): Answer =>
  (response) => {
    const chunk = Buffer.alloc(1 << 20, '<p>年报</p>')
    response.writeHead(200, { 'content-type': 'text/html', ...headers })
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  }
const drip: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': '100000' })
  const timer = setInterval(() => response.write('x'), 100)
  response.on('close', () => {
    clearInterval(timer)
  })
}

/** The page of a report that also links this file, by this name. */
const withFile = (unit: string, href: string, name: string): Answer =>
  send(`${page(unit).toString()}<p>附件：<a href="${href}">${name}</a></p>`)
const letter = (href: string, name: string): Answer =>
  send(
    `<html><body><h1>年报</h1><p>见附件。${'请查收。'.repeat(90)}</p><a href="${href}">${name}</a></body></html>`,
  )

const bomb = zip([
  {
    name: '[Content_Types].xml',
    bytes: Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
  },
  { name: 'word/document.xml', bytes: Buffer.alloc(200_000_000, '<w:p/>') },
])
const gzipped = gzipSync(Buffer.alloc(300_000_000, '<p>年报</p>'))
const disposed = (name: string): string =>
  `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nX-Next: 1\r\nConnection: close\r\n`

/** Streets whose pages are whole, some with files that are traps for whoever writes by name. */
const good: Readonly<Record<string, Answer>> = {
  米市巷街道: send(page('米市巷街道')),
  湖墅街道: withFile('湖墅街道', '/files/1.docx', '../../../../etc/passwd.docx'),
  小河街道: withFile('小河街道', '/files/%00nul.docx', 'a\0b.docx'),
  和睦街道: withFile('和睦街道', '/files/..%2f..%2f..%2fx.docx', `${'长'.repeat(4096)}.docx`),
  拱宸桥街道: withFile('拱宸桥街道', '/files/2.docx', 'CON.docx'),
  大关街道: withFile('大关街道', '/../../../../../../tmp/x.docx', '..'),
  上塘街道: send(page('上塘街道'), {
    'set-cookie': Array.from({ length: 60 }, (_, n) => `c${n}=${'x'.repeat(100)}`),
  }),
}

/** Other streets' pages: what comes instead, and the code that the run gives it. */
const bad = (own: string): Readonly<Record<string, readonly [Answer, string]>> => ({
  circle: [to('/bad/circle.html'), 'blocked'],
  chain: [to('/chain/1.html'), 'blocked'],
  private: [to('http://10.1.2.3/100201.html'), 'private-address'],
  metadata: [to('http://169.254.169.254/latest/meta-data/'), 'private-address'],
  loopback: [to(`${own}/bad/secret.html`), 'private-address'],
  loopback6: [to('http://[::1]:22/'), 'private-address'],
  file: [to('file:///etc/passwd'), 'host-not-allowed'],
  gigabyte: [flood({}), 'too-large'],
  announced: [flood({ 'content-length': '1073741824' }), 'too-large'],
  gzip: [send(gzipped, { 'content-encoding': 'gzip' }), 'too-large'],
  drip: [drip, 'timed-out'],
  short: [
    raw('Content-Type: text/html\r\nContent-Length: 5000\r\n', Buffer.from('<html>')),
    'truncated-body',
  ],
  lengths: [raw('Content-Length: 5\r\nContent-Length: 50\r\n', Buffer.from('<html>')), 'server-error'],
})

const files: Readonly<Record<string, Answer>> = {
  '/files/1.docx': raw(disposed('a.docx"\r\nX-Injected: yes\r\nX-Rest: "'), renderDocx(spec('湖墅街道'))),
  '/files/%00nul.docx': raw(disposed('..\\..\\nul'), renderDocx(spec('小河街道'))),
  '/files/..%2f..%2f..%2fx.docx': raw(disposed('x'.repeat(4096)), renderDocx(spec('和睦街道'))),
  '/files/2.docx': raw(disposed('/etc/cron.d/x'), renderDocx(spec('拱宸桥街道'))),
  '/tmp/x.docx': raw(disposed('..'), renderDocx(spec('大关街道'))),
  '/files/bomb.docx': send(bomb, { 'content-type': 'application/octet-stream' }),
}

const column = (inside: string): string =>
  `<html><head><meta charset="utf-8"><meta name="ColumnName" content="政府信息公开年报"><title>年报</title></head><body>${inside}</body></html>`
const row = (href: string, title: string): string =>
  `<li><a href="${href}">${title}</a><span>2023-01-20</span></li>`
const news = (page: number): string =>
  Array.from({ length: 10 }, (_, n) =>
    row(`/news/${100_000 + page * 10 + n}.html`, `区委召开第${page * 10 + n}次会议`),
  ).join('')

/** Listings that would take all memory or all night. */
const traps = {
  wide: () =>
    column(
      `<div>${Array.from({ length: 100_000 }, (_, n) => `<a href="/a/${100_000 + n}.html">第${n}街道2022年政府信息公开工作年度报告</a>`).join('')}</div>`,
    ),
  deep: () =>
    column(`${'<div>'.repeat(100_000)}${row('/a/100201.html', '米市巷街道2022年政府信息公开工作年度报告')}`),
  tags: () => column('<b>'.repeat(2_000_000)),
} as const

export const listings = {
  mixed: '/list.html',
  wide: '/wide.html',
  deep: '/deep.html',
  tags: '/tags.html',
  endless: '/endless_1.html',
  pager: '/pager.html',
} as const

export interface HostileHost {
  readonly origin: string
  /** Code by path of every page that is bad. */
  readonly expected: Readonly<Record<string, string>>
  readonly goodUnits: number
  readonly asked: readonly string[]
}

/** A host that does all at once what a host can do to a crawler. */
export async function hostileHost(): Promise<HostileHost> {
  const asked: string[] = []
  const answers = new Map<string, Answer>(Object.entries(files))
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    asked.push(url)
    const page = Number(/^\/(?:endless|pager)_(\d+)\.html$/u.exec(url)?.[1] ?? 1)
    const hop = Number(/^\/chain\/(\d+)\.html$/u.exec(url)?.[1] ?? 0)
    if (hop > 0) to(`/chain/${hop + 1}.html`)(response)
    else if (url.startsWith('/endless_'))
      send(column(`<ul>${news(page)}</ul><a href="/endless_${page + 1}.html">下一页</a>`))(response)
    else if (url.startsWith('/pager'))
      send(
        column(`<ul>${news(page)}</ul><script>createPageHTML(10000, ${page - 1}, "pager", "html");</script>`),
      )(response)
    else (answers.get(url) ?? ((gone: ServerResponse) => gone.writeHead(404).end()))(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const rows: string[] = []
  const badOnes = Object.entries(bad(origin))
  const goodOnes = Object.entries(good)
  for (const [at, [name, [answer]]] of badOnes.entries()) {
    const [unit, whole] = goodOnes[at] ?? []
    if (unit !== undefined && whole !== undefined) {
      rows.push(row(`/a/10020${at}.html`, `${unit}2022年政府信息公开工作年度报告`))
      answers.set(`/a/10020${at}.html`, whole)
    }
    rows.push(row(`/bad/${name}.html`, `第${at}街道2022年政府信息公开工作年度报告`))
    answers.set(`/bad/${name}.html`, answer)
  }
  rows.push(row('/a/100299.html', '祥符街道2022年政府信息公开工作年度报告'))
  answers.set('/a/100299.html', letter('/files/bomb.docx', '祥符街道年报.docx'))
  answers.set(listings.mixed, send(column(`<ul>${rows.join('')}</ul>`)))
  for (const [name, make] of Object.entries(traps)) answers.set(`/${name}.html`, send(make()))
  const expected = Object.fromEntries(badOnes.map(([name, [, code]]) => [`/bad/${name}.html`, code]))
  return { origin, expected, goodUnits: goodOnes.length, asked }
}
