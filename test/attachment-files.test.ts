import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Capture } from '../src/model/capture.ts'
import { encodeGb18030 } from './documents/gb18030.ts'
import { renderDocx } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const title = '杭州市拱墅区米市巷街道2022年政府信息公开工作年度报告'
const docx = Buffer.from(
  renderDocx(
    inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'file', title: [title] }),
  ),
)
const page = '/info/1001/2001.htm'
const download = '/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2'
const cover = (link: string): Answer =>
  html(
    `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1><p>全文见附件。</p>${link}</body></html>`,
  )
const linking = (address: string, words = '点击下载'): Answer =>
  cover(`<p>附件：<a href="${address}">${words}</a></p>`)

/** The file, with what servers say of it. */
const file =
  (headers: Readonly<Record<string, string>> = {}, bytes: Uint8Array = docx): Answer =>
  (_request, response) => {
    response
      .writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': bytes.length,
        ...headers,
      })
      .end(bytes)
  }

/** The file under a name in bytes that are no ASCII; node would encode them as it thinks best. */
const fileNamed =
  (name: Uint8Array): Answer =>
  (_request, response) => {
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: ${docx.length}\r\nConnection: close\r\nContent-Disposition: attachment; filename="`
    response.socket?.end(Buffer.concat([Buffer.from(head), name, Buffer.from('"\r\n\r\n'), docx]))
  }

/** About 5 KB that tell nothing: what such a host sends instead of the file. */
const instead = (inside: string): string =>
  `<!DOCTYPE html><html><head><title>测试区人民政府</title></head><body>${inside}<div class="foot">${'主办单位：测试区人民政府办公室　网站地图　联系我们　'.repeat(70)}</div></body></html>`
const captcha = instead(
  '<form action="/system/_content/download.jsp"><p>请输入验证码后下载附件</p><img src="/system/resource/js/filedownload/createimage.jsp"><input name="codeValue"><input type="submit" value="提交"></form>',
)

interface Crawled {
  readonly code: number | null
  readonly captures: readonly Capture[]
  readonly troubles: readonly { readonly url: string; readonly code: string; readonly message: string }[]
  readonly unread: readonly { readonly url: string; readonly code: string; readonly message: string }[]
  readonly refused: readonly string[]
  readonly reports: readonly string[]
}

async function crawled(answers: Readonly<Record<string, Answer>>): Promise<Crawled> {
  const site = await localSite({ [page]: title }, answers, { expect: 'from: 2022, perYear: [0, 90]' })
  const { code } = await nianbao('crawl', ...site.options)
  const folder = join(site.archive, 'zhejiang-example')
  const ledger = await readFile(join(folder, 'captures.jsonl'), 'utf8')
  const names = (part: string): Promise<readonly string[]> =>
    readdir(join(folder, part), { recursive: true }).catch(() => [])
  const [run] = (await lastRunOf(site.archive)).sites
  return {
    code,
    captures: ledger
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Capture),
    troubles: run?.troubles ?? [],
    unread: run?.unread ?? [],
    refused: await names('refused'),
    reports: (await names('reports')).filter((name) => name.endsWith('.json')),
  }
}
const attached = ({ captures }: Crawled): Capture | undefined =>
  captures.find(({ role }) => role === 'attachment')

describe('A file behind a page', () => {
  test('is asked for with the page as Referer, named by the raw bytes of its header, and known by its first bytes', async () => {
    const wantsReferer: Answer = (request, response) => {
      const answer = request.headers.referer?.endsWith(page) ? named : html(instead(''))
      answer(request, response)
    }
    const named = fileNamed(encodeGb18030('米市巷街道年报.doc'))
    const found = await crawled({ [page]: linking(download), [download]: wantsReferer })
    expect(found.troubles).toEqual([])
    expect(attached(found)).toMatchObject({ name: '米市巷街道年报.doc', extension: 'docx', parent: 2 })
    expect(found.reports.length).toBe(1)
  })

  test('is kept under the name of its link where that says more', async () => {
    const answer = file({ 'content-disposition': 'attachment; filename=0a1b.docx' })
    const found = await crawled({ [page]: linking(download, '2022年年报.docx'), [download]: answer })
    expect(attached(found)?.name).toBe('2022年年报.docx')
  })

  test('is followed from downfile.jsp to where it lies', async () => {
    const address =
      '/module/download/downfile.jsp?classid=0&filename=0a1b.docx&showname=%E5%B9%B4%E6%8A%A5.docx'
    const moved: Answer = (_request, response) => {
      response.writeHead(302, { location: '/attach/0/0a1b.docx' }).end()
    }
    const found = await crawled({ [page]: linking(address), [address]: moved, '/attach/0/0a1b.docx': file() })
    expect(attached(found)).toMatchObject({
      name: '年报.docx',
      hops: [{ status: 302, location: '/attach/0/0a1b.docx' }],
      final_url: 'http://www.example.gov.cn/attach/0/0a1b.docx',
    })
    expect(found.reports.length).toBe(1)
  })

  test.each([
    ['a captcha', captcha, 'captcha'],
    ['a page of 5 KB, for want of whatever it wants', instead('<p>欢迎访问</p>'), 'soft-404'],
  ])('is never %s: that is refused, named, and waits', async (_what, answer, code) => {
    const found = await crawled({ [page]: linking(download), [download]: html(answer) })
    expect(attached(found)).toBeUndefined()
    expect(found.troubles).toMatchObject([{ url: `http://www.example.gov.cn${download}`, code }])
    expect(found.refused.some((name) => name.includes(`-${code}.`))).toBe(true)
    expect(found.reports).toEqual([])
  })
})

test('A file in Base64 inside a page is named in the run when nothing reads it', async () => {
  const pdf = Buffer.from(`%PDF-1.4\n${'0123456789 '.repeat(40)}\n%%EOF\n`).toString('base64')
  const found = await crawled({ [page]: cover(`<script>var pdfData = "${pdf}"; show(pdfData)</script>`) })
  expect(found.unread).toMatchObject([{ url: `http://www.example.gov.cn${page}`, code: 'unreadable-file' }])
  expect(found.unread[0]?.message).toContain('inside the page')
})

test('A page whose text points to files that were not found is named as one, and one that has its file is not', async () => {
  const lost = await crawled({ [page]: cover('<p>附件：2022年年报</p>') })
  expect(lost.unread).toMatchObject([{ url: `http://www.example.gov.cn${page}`, code: 'not-a-report' }])
  expect(lost.unread[0]?.message).toContain('附件')
  const found = await crawled({ [page]: linking('/f/1.docx'), '/f/1.docx': file() })
  expect(found.unread.filter(({ message }) => message.includes('附件'))).toEqual([])
})

test('A page with more files than any page has is asked for the first of them, and is an alarm by name', async () => {
  const links = Array.from({ length: 501 }, (_, number) => `<a href="/f/${number}.docx">第${number}号</a>`)
  const site = await localSite({ [page]: title }, { [page]: cover(links.join('')) })
  const first = await nianbao('crawl', ...site.options)
  const asked = (): readonly string[] => site.seen.filter((path) => path.startsWith('/f/'))
  expect(new Set(asked()).size).toBe(500)
  expect(first.code).not.toBe(0)
  const [run] = (await lastRunOf(site.archive)).sites
  expect(run?.alarms.filter(({ code }) => code === 'too-many')).toMatchObject([{ fails: true }])
  expect(run?.alarms.find(({ code }) => code === 'too-many')?.message).toContain(page)
  expect(run?.troubles.find(({ code }) => code === 'too-many')?.message).toContain('501 files')
  await nianbao('crawl', ...site.options)
  expect(asked()).not.toContain('/f/500.docx')
})
