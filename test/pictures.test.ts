import { spawn, spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { seekChromium } from '../src/fetch/browser/chromium.ts'
import { Capture } from '../src/model/capture.ts'
import { serveExplorer } from '../src/pipeline/exploreServe.ts'
import { filesIn } from './archive-finished.ts'
import { at, mishi, text, titleOf } from './running/changingSite.ts'
import { html, localSite, status, type Answer, type LocalSite } from './running/localSite.ts'
import { commandLine, nianbao, root, run } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { field, readWarc } from './warcReader.ts'

const found = await seekChromium()
if ('missing' in found) process.stderr.write(`pictures.test.ts is left out: ${found.missing}\n`)

const path = at(mishi)
const url = `http://www.example.gov.cn${path}`
const green = 'body { background: rgb(0, 128, 0); height: 3000px }'
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const raw =
  (type: string, body: string | Buffer): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': type }).end(body)
  }
const looks =
  '<link rel="stylesheet" href="/looks.css"><img src="/seal.gif"><img src="http://www.else.example/x.gif">'
const dressed = (more = '', figures: Readonly<Record<string, number>> = {}): Answer =>
  html(text(mishi, figures).replace('</body>', `${looks}${more}</body>`))

/** A site with one report, a page with style sheet and pictures. */
async function site(page: Answer = dressed(), css = green) {
  const answers: Record<string, Answer> = {
    ...{ [path]: page, '/looks.css': raw('text/css', css), '/seal.gif': raw('image/gif', gif) },
  }
  const local = await localSite({ [path]: titleOf(mishi) }, answers)
  return { ...local, answers }
}

const crawl = (local: LocalSite, night: string, ...more: string[]) =>
  nianbao('crawl', ...local.options, '--pictures', '--now', night, ...more)

const ledger = ({ archive }: LocalSite): readonly Capture[] =>
  readFileSync(join(archive, 'zhejiang-example/captures.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { check, ...capture } = JSON.parse(line) as Record<string, unknown>
      expect(check).toBeDefined()
      return Capture.parse(capture)
    })
const pagesOf = (local: LocalSite) => ledger(local).filter(({ role }) => role === 'page')
const picturesOf = (local: LocalSite) => ledger(local).filter(({ role }) => role === 'picture')
const originalOf = ({ archive }: LocalSite, { sha256, extension }: Capture): Buffer =>
  readFileSync(join(archive, `zhejiang-example/originals/${sha256.slice(0, 2)}/${sha256}.${extension}`))

/** Width, height and the colour of the pixel at the top left (PNG 1.2 §11.2, §9: nothing is filtered away from the first pixel). */
function seenIn(png: Buffer) {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const data: Buffer[] = []
  for (let from = 8; from < png.length;) {
    const length = png.readUInt32BE(from)
    if (png.toString('latin1', from + 4, from + 8) === 'IDAT')
      data.push(png.subarray(from + 8, from + 8 + length))
    from += length + 12
  }
  const pixel = [...inflateSync(Buffer.concat(data)).subarray(1, 4)]
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), pixel }
}

const isQuiet = async ({ archive }: LocalSite): Promise<void> => {
  const { code, stdout } = await nianbao('verify', '--archive', archive)
  expect([code, stdout]).toEqual([0, ''])
}
const reportsOf = ({ archive }: LocalSite): readonly string[] =>
  filesIn(join(archive, 'zhejiang-example/reports')).map((name) =>
    readFileSync(join(archive, 'zhejiang-example/reports', name), 'utf8'),
  )
const reportId = (local: LocalSite): string => (JSON.parse(reportsOf(local)[0] ?? '{}') as { id: string }).id

describe.skipIf('missing' in found)('crawl --pictures', () => {
  test('keeps how a new report page looked: the whole page as PNG and as PDF, of the very bytes that were archived', async () => {
    const local = await site()
    expect(await crawl(local, '2023-02-01')).toMatchObject({ code: 0 })
    const [page, ...others] = pagesOf(local)
    const [png, pdf, ...more] = picturesOf(local)
    if (page === undefined || png === undefined || pdf === undefined) throw new Error('lines are missing')
    expect([others, more]).toEqual([[], []])
    for (const [picture, as] of [
      [png, 'png'],
      [pdf, 'pdf'],
    ] as const) {
      expect(picture).toMatchObject({
        parent: page.seq,
        url,
        outcome: 'new',
        extension: as,
        title: page.title,
      })
      expect(picture).toMatchObject({ request_headers: {}, response_headers: {}, hops: [], encoded: null })
      expect(picture.browser).toMatchObject({ kind: 'pictured', as, page: page.sha256, missing: 1 })
      expect(picture.browser).toMatchObject({ viewport: { width: 1280, height: 800 } })
      expect(picture.browser).not.toHaveProperty('cut')
      expect(picture.browser?.name).toMatch(/^Chromium \d+\./u)
      expect(picture.time.slice(0, 10)).toBe('2023-02-01')
    }
    // the style sheet made it green and three thousand pixels tall
    const seen = seenIn(originalOf(local, png))
    expect(seen).toMatchObject({ width: 1280, pixel: [0, 128, 0] })
    expect(seen.height).toBeGreaterThanOrEqual(3000)
    expect(originalOf(local, pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-')
    expect(local.seen.filter((one) => one === path)).toHaveLength(1)
    expect(local.seen).toEqual(expect.arrayContaining(['/looks.css', '/seal.gif']))
  })

  test('changes nothing of the report, and everything derived is the same when it is made anew', async () => {
    const [local, plain] = [await site(), await site()]
    await crawl(local, '2023-02-01')
    await nianbao('crawl', ...plain.options, '--now', '2023-02-01')
    expect(picturesOf(plain)).toEqual([])
    const timeless = (one: LocalSite) =>
      reportsOf(one).map((report) => report.replace(/"2023-[^"]*Z"/gu, '"then"'))
    expect(timeless(local)).toEqual(timeless(plain))
    const before = reportsOf(local)
    await isQuiet(local)
    rmSync(join(local.archive, 'zhejiang-example/index.json'))
    rmSync(join(local.archive, 'zhejiang-example/originals.sha256'))
    expect((await nianbao('repair', '--archive', local.archive)).code).toBe(0)
    expect((await nianbao('extract', '--archive', local.archive)).code).toBe(0)
    expect(reportsOf(local)).toEqual(before)
    await isQuiet(local)
    const { sha256 = '' } = picturesOf(local)[0] ?? {}
    expect(readFileSync(join(local.archive, 'zhejiang-example/originals.sha256'), 'utf8')).toContain(sha256)
  })

  test('takes none of a page that is as it was, and a new pair of one that changed', async () => {
    const local = await site()
    await crawl(local, '2023-02-01')
    await crawl(local, '2023-02-02', '--recheck')
    expect([pagesOf(local).length, picturesOf(local).length]).toEqual([2, 2])
    local.answers[path] = dressed('', { 'applications.new.total': 99 })
    await crawl(local, '2023-02-03', '--recheck')
    const changed = pagesOf(local).at(-1)
    expect(changed?.outcome).toBe('changed')
    expect(picturesOf(local).map(({ parent }) => parent)).toEqual(
      [1, 1, 3, 3].map((n) => pagesOf(local)[n - 1]?.seq),
    )
    await isQuiet(local)
    const changes = await nianbao('changes', '--archive', local.archive, '--since', '2023-01-01', '--json')
    expect(changes.stdout).toContain('"2023-02-03')
  })

  test('cuts a page that is taller than any screen, and says how tall it was', async () => {
    const local = await site(dressed(), 'body { height: 40000px }')
    await crawl(local, '2023-02-01')
    const [png, pdf] = picturesOf(local)
    if (png?.browser?.kind !== 'pictured') throw new Error('no picture')
    expect(png.browser.cut).toBeGreaterThanOrEqual(40_000)
    expect(seenIn(originalOf(local, png)).height).toBe(16_000)
    expect(pdf?.browser).not.toHaveProperty('cut')
  })

  test('takes none of a page that only carries the file, nor of what is no report', async () => {
    const local = await site(html('<html><body><h1>关于召开会议的通知</h1><p>请参加。</p></body></html>'))
    await crawl(local, '2023-02-01')
    expect([pagesOf(local).length, picturesOf(local).length]).toEqual([1, 0])
    expect(local.seen).not.toContain('/looks.css')
  })

  test('names a page whose script leads away from it, and goes on', async () => {
    const local = await site(dressed('<script>location.href = "/away.html"</script>'))
    local.answers['/away.html'] = html('another page')
    const { code, stderr } = await crawl(local, '2023-02-01')
    expect(code).toBe(0)
    expect(stderr).toMatch(/"code":"no-picture","message":"[^"]*leads away/u)
    expect(local.seen).not.toContain('/away.html')
    expect([reportsOf(local).length, picturesOf(local).length]).toEqual([1, 0])
    await isQuiet(local)
  })

  test('names a page that a browser would save and not show', async () => {
    const page: Answer = (request, response) => {
      response.setHeader('content-disposition', 'attachment; filename="x.html"')
      dressed()(request, response)
    }
    const local = await site(page)
    const { code, stderr } = await crawl(local, '2023-02-01')
    expect(code).toBe(0)
    expect(stderr).toContain('"code":"no-picture"')
    expect([reportsOf(local).length, picturesOf(local).length]).toEqual([1, 0])
  })

  test('asks nobody but the hosts of the site, and nothing that robots.txt forbids', async () => {
    let asked = 0
    const stranger = createServer((_request, response) => {
      asked += 1
      response.end(gif)
    })
    await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done))
    onTestFinished(() => void stranger.close())
    const elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`
    const local = await site(
      dressed(
        `<img src="${elsewhere}/a.gif"><img src="/secret/b.gif"><link rel="preload" as="image" href="${elsewhere}/c.gif">`,
      ),
      `@import "${elsewhere}/d.css"; @font-face { font-family: x; src: url(${elsewhere}/e.woff) }
       body { font-family: x; background: green url(${elsewhere}/f.gif) } p { background: url(/away.gif) }`,
    )
    local.answers['/robots.txt'] = raw('text/plain', 'User-agent: *\nDisallow: /secret/\n')
    local.answers['/away.gif'] = status(302, { location: `${elsewhere}/g.gif` })
    await crawl(local, '2023-02-01')
    expect(picturesOf(local)).toHaveLength(2)
    expect(asked).toBe(0)
    expect(local.seen).not.toContain('/secret/b.gif')
    expect(local.seen).toContain('/away.gif')
  })

  test('shows the page without what never comes, and counts it', async () => {
    const local = await site()
    local.answers['/seal.gif'] = (_request, response) => response.destroy()
    await crawl(local, '2023-02-01')
    expect(picturesOf(local).map(({ browser }) => browser)).toMatchObject([{ missing: 2 }, { missing: 2 }])
  })

  test('says once that there is no browser, and crawls without', async () => {
    const local = await site()
    const args = ['crawl', ...local.options, '--pictures']
    const { code, stderr } = await run(['env', 'NIANBAO_CHROMIUM=/nowhere', ...commandLine(args)])
    expect(code).toBe(0)
    expect(stderr.split('\n').filter((line) => line.includes('no pictures in this run'))).toHaveLength(1)
    expect([reportsOf(local).length, picturesOf(local).length]).toEqual([1, 0])
  })

  test('leaves a consistent archive when it is killed between page and picture', async () => {
    const local = await site()
    local.answers['/seal.gif'] = () => undefined // never
    const [program, ...args] = commandLine(['crawl', ...local.options, '--pictures'])
    const child = spawn(program, args, { cwd: root, stdio: 'ignore' })
    const ended = new Promise((done) => child.on('close', done))
    while (!local.seen.includes('/seal.gif') && child.exitCode === null) await sleep(50)
    child.kill('SIGKILL')
    await ended
    expect([pagesOf(local).length, picturesOf(local).length]).toEqual([1, 0])
    local.answers['/seal.gif'] = status(404)
    expect((await crawl(local, '2023-02-02')).code).toBe(0)
    expect(reportsOf(local)).toHaveLength(1)
    await isQuiet(local)
  })

  test('gives the pictures away with the page: in proof, bag, WARC and explorer; and hides them with it', async () => {
    const local = await site()
    await crawl(local, '2023-02-01')
    const [page] = pagesOf(local)
    const pictures = picturesOf(local)
    if (page === undefined) throw new Error('no page')
    const names = pictures.map(({ sha256, extension }) => `${sha256}.${extension}`)
    expect(names).toHaveLength(2)
    const shown = await whatLeaves(local, page)
    expect(shown.proof.filter((name) => names.includes(name))).toHaveLength(2)
    expect(shown.bag.filter((name) => names.includes(name))).toHaveLength(2)
    expect(shown.conversions).toEqual(
      pictures.map(({ sha256 }) => ({ payload: `sha256:${sha256}`, refersTo: 'response', uri: url })),
    )
    expect(shown.words).toContain('页面截图')
    for (const name of names) expect(shown.files.get(name)).toBe(200)

    const withheld = await nianbao('withhold', page.sha256, '--reason', 'a name', '--archive', local.archive)
    expect(withheld.code).toBe(0)
    for (const { sha256 } of pictures) expect(withheld.stdout).not.toContain(sha256)
    const hidden = await whatLeaves(local, page)
    expect([...hidden.proof, ...hidden.bag].filter((name) => names.includes(name))).toEqual([])
    expect(hidden.conversions).toEqual([])
    expect(hidden.words).not.toContain('页面截图')
    for (const name of names) expect(hidden.files.get(name)).toBe(404)
    await isQuiet(local)

    await nianbao('withhold', page.sha256, '--lift', '--reason', 'no name', '--archive', local.archive)
    expect((await whatLeaves(local, page)).conversions).toHaveLength(2)
  })
})

/** Everything that others get of a report: names of files, records, and what the explorer shows. */
async function whatLeaves(local: LocalSite, page: Capture) {
  const { archive } = local
  const out = await temporaryFolder()
  const proof = join(out, 'proof')
  expect((await nianbao('prove', reportId(local), '--out', proof, '--archive', archive)).code).toBe(0)
  const checked = spawnSync('sh', [join(proof, 'verify.sh')], { encoding: 'utf8' })
  expect([checked.status, checked.stderr]).toEqual([0, ''])
  for (const [format, ...selected] of [['bagit', '--report', reportId(local)], ['warc'], ['wacz']] as const) {
    const args = ['--out', join(out, format), '--archive', archive, ...selected]
    expect((await nianbao('export', format, ...args)).code).toBe(0)
  }
  const [warc = ''] = filesIn(join(out, 'warc')).filter((name) => name.endsWith('.warc.gz'))
  const records = readWarc(readFileSync(join(out, 'warc', warc)))
  const [index = ''] = filesIn(join(out, 'warc')).filter((name) => name.endsWith('.cdxj'))
  expect(readFileSync(join(out, 'warc', index), 'utf8')).not.toMatch(/image\/png|application\/pdf/u)
  const types = new Map(records.map((record) => [field(record, 'warc-record-id'), record.type]))
  const conversions = records.flatMap((record) => {
    if (record.type !== 'conversion') return []
    const payload = field(record, 'warc-payload-digest')
    expect(payload).toBe(`sha256:${hash('sha256', record.block)}`)
    const refersTo = types.get(field(record, 'warc-refers-to'))
    return [{ payload, refersTo, uri: field(record, 'warc-target-uri') }]
  })
  const clock = () => new Date('2023-03-01T00:00:00.000Z')
  const order = { archive, config: join(root, 'config'), sites: [], clock, failed: () => undefined }
  const served = await serveExplorer(order, { port: 0, host: '127.0.0.1' })
  try {
    const words = await (await fetch(new URL(`/original/${page.sha256}/`, served.url))).text()
    const files = new Map<string, number>()
    for (const { sha256, extension } of picturesOf(local)) {
      const name = `${sha256}.${extension}`
      const answer = await fetch(new URL(`/original/${page.sha256}/${name}`, served.url))
      if (answer.ok) expect(hash('sha256', Buffer.from(await answer.arrayBuffer()))).toBe(sha256)
      files.set(name, answer.status)
    }
    const originals = join(proof, 'originals')
    return {
      ...{ words, files, conversions },
      proof: existsSync(originals) ? readdirSync(originals) : [],
      bag: filesIn(join(out, 'bagit')).map((name) => name.split('/').at(-1) ?? ''),
    }
  } finally {
    await served.close()
  }
}
