import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openArchive } from '../src/archive/openArchive.ts'
import type { Converted, Converter } from '../src/extract/engines/officeEngine.ts'
import { Capture } from '../src/model/capture.ts'
import { Report } from '../src/model/report.ts'
import type { Trouble } from '../src/model/run.ts'
import { convertUnread } from '../src/pipeline/convertUnread.ts'
import { exploreArchive } from '../src/pipeline/exploreArchive.ts'
import { serveExplorer } from '../src/pipeline/exploreServe.ts'
import { filesIn } from './archive-finished.ts'
import { openDocument } from './converted/openDocument.ts'
import { renderDocx } from './documents/makeDocument.ts'
import { at, mishi, spec, titleOf, xiaohe } from './running/changingSite.ts'
import { html, localSite, type LocalSite } from './running/localSite.ts'
import { nianbao, root } from './running/nianbao.ts'
import { field, readWarc } from './warcReader.ts'

// What LibreOffice would have made of the file is made by the test: everything that follows from a conversion needs none.
const odt = openDocument('<text:p>米市巷街道2022年政府信息公开工作年度报告</text:p>')
const docx = renderDocx(spec(mishi))
const [ofOdt, ofDocx] = [odt, docx].map((bytes) => hash('sha256', bytes)) as [string, string]
const by = 'LibreOffice 7.4.7.2 40(Build:2)'
const id = '330105001/2022'

const file = '/files/2022.doc'
const download = (_request: unknown, response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(odt)
}
const carrier = (unit: string) =>
  html(
    `<html><body><h1>${titleOf(unit)}</h1><p>全文见附件。</p><p><a href="${file}">${titleOf(unit)}.doc</a></p></body></html>`,
  )

/** A site whose one report is a file that no reader of ours reads, crawled for one night. */
async function crawled(units: readonly string[] = [mishi]): Promise<LocalSite> {
  const listed = Object.fromEntries(units.map((unit) => [at(unit), titleOf(unit)]))
  const pages = Object.fromEntries(units.map((unit) => [at(unit), carrier(unit)]))
  const local = await localSite(listed, { ...pages, [file]: download })
  const { code, stderr } = await nianbao('crawl', ...local.options, '--now', '2023-02-01')
  if (code !== 0 && code !== 3) throw new Error(stderr)
  return local
}

/** A converter that has one answer, and counts what it is asked. */
function prepared(converted: Converted, name = by): Converter & { asked: number } {
  const converter = {
    name,
    asked: 0,
    convert() {
      converter.asked += 1
      return Promise.resolve(converted)
    },
  }
  return converter
}

/** What a run with `--convert` does before it derives, by a converter of the test; gives what was named. */
async function convert(
  local: LocalSite,
  converter: Converter | null = prepared({ kind: 'converted', bytes: docx }),
) {
  const now = () => new Date('2023-02-02T00:00:00.000Z')
  const options = { kind: 'replica', now, run: '2023-02-02T00:00:00.000Z', refusedKeptDays: 30 } as const
  const archive = await openArchive(local.archive, options)
  const troubles: Trouble[] = []
  const trouble = (one: Trouble): void => void troubles.push(one)
  try {
    const shelf = await archive.site('zhejiang-example')
    await convertUnread({ shelf, converter, clock: now, spent: () => null, trouble }, shelf.bundleKeys())
    await archive.finish()
  } finally {
    await archive.close()
  }
  return troubles
}

/** Makes the reports, and signs. */
async function derived({ archive }: LocalSite): Promise<void> {
  for (const verb of ['extract', 'checkpoint'])
    expect((await nianbao(verb, '--archive', archive)).code, verb).toBe(0)
}

async function converted(): Promise<LocalSite> {
  const local = await crawled()
  expect(await convert(local)).toEqual([])
  await derived(local)
  return local
}

const ledger = ({ archive }: LocalSite): readonly Capture[] =>
  readFileSync(join(archive, 'zhejiang-example/captures.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { check, ...capture } = JSON.parse(line) as Record<string, unknown>
      expect(check).toBeDefined()
      return Capture.parse(capture)
    })
const conversionsIn = (local: LocalSite) => ledger(local).filter(({ role }) => role === 'conversion')
const reportsOf = ({ archive }: LocalSite): readonly Report[] => {
  const folder = join(archive, 'zhejiang-example/reports')
  const names = existsSync(folder) ? filesIn(folder) : []
  return names.map((name) => Report.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}
const onlyReport = (local: LocalSite): Report => {
  const [report, ...others] = reportsOf(local)
  if (report === undefined || others.length > 0) throw new Error(`${others.length + 1} reports`)
  return report
}
async function isQuiet({ archive }: LocalSite): Promise<void> {
  const { code, stdout } = await nianbao('verify', '--archive', archive)
  expect([code, stdout]).toEqual([0, ''])
}

describe('a file that a converter made of an original', () => {
  test('is kept as an original of its own, bound to the bytes that it was made of', async () => {
    const local = await converted()
    const source = ledger(local).find(({ sha256 }) => sha256 === ofOdt)
    expect(conversionsIn(local)).toMatchObject([
      {
        ...{ parent: source?.seq, url: source?.url, sha256: ofDocx, extension: 'docx', outcome: 'new' },
        ...{ status: 0, request_headers: {}, response_headers: {}, hops: [], encoded: null },
        ...{ conversion: { of: ofOdt, by }, time: '2023-02-02T00:00:00.000Z' },
      },
    ])
    const sums = readFileSync(join(local.archive, 'zhejiang-example/originals.sha256'), 'utf8')
    expect([sums.includes(ofOdt), sums.includes(ofDocx)]).toEqual([true, true])
  })

  test('is what the report is read from, which names both and says so of every figure', async () => {
    const local = await converted()
    const { figures, cells, sources, editions, findings } = onlyReport(local)
    expect(figures).toMatchObject(spec(mishi).figures)
    const named = {
      sha256: ofDocx,
      by,
      captured: '2023-02-02T00:00:00.000Z',
      capture: conversionsIn(local)[0]?.seq,
    }
    expect(sources).toMatchObject([{ sha256: ofOdt, role: 'attachment', conversion: named }])
    expect(editions).toMatchObject([{ sources: [{ sha256: ofOdt, conversion: named }] }])
    expect(editions[0]?.first_seen.slice(0, 10)).toBe('2023-02-01')
    expect(new Set(Object.values(cells).map(({ source }) => source))).toEqual(new Set([`sha256:${ofOdt}`]))
    const said = findings.filter(({ code }) => code === 'read-from-conversion')
    expect(said).toMatchObject([{ severity: 'info', metrics: Object.keys(figures).sort() }])
    for (const word of [ofOdt, ofDocx, by]) expect(said[0]?.message).toContain(word)
  })

  test('is all that verify, extract and repair need: no converter is asked again', async () => {
    const local = await converted()
    const before = onlyReport(local)
    await isQuiet(local)
    for (const lost of ['index.json', 'originals.sha256', 'reports'])
      rmSync(join(local.archive, 'zhejiang-example', lost), { recursive: true })
    expect((await nianbao('repair', '--archive', local.archive)).code).toBe(0)
    expect(onlyReport(local)).toEqual(before)
    await isQuiet(local)
  })

  test('is missed by verify when it is lost or altered, and a report that names another is', async () => {
    const local = await converted()
    const path = join(local.archive, 'zhejiang-example/originals', ofDocx.slice(0, 2), `${ofDocx}.docx`)
    rmSync(path)
    writeFileSync(path, renderDocx(spec(xiaohe)))
    const altered = await nianbao('verify', '--archive', local.archive)
    expect([altered.code, altered.stdout.includes(ofDocx)]).toEqual([5, true])
    rmSync(path)
    writeFileSync(path, docx, { mode: 0o444 })
    await isQuiet(local)
    const [name = ''] = filesIn(join(local.archive, 'zhejiang-example/reports'))
    const report = join(local.archive, 'zhejiang-example/reports', name)
    writeFileSync(report, readFileSync(report, 'utf8').replaceAll(ofDocx, 'f'.repeat(64)))
    const forged = await nianbao('verify', '--archive', local.archive)
    expect([forged.code, forged.stdout.includes('f'.repeat(64))]).toEqual([5, true])
  })

  test('is made once, also where the file comes by two pages, and another night adds nothing', async () => {
    const local = await crawled([mishi, xiaohe])
    const converter = prepared({ kind: 'converted', bytes: docx })
    await convert(local, converter)
    await convert(local, converter)
    const parents = conversionsIn(local).map(({ parent }) => ledger(local)[(parent ?? 0) - 1])
    expect(parents.map((line) => line?.sha256)).toEqual([ofOdt, ofOdt])
    expect(new Set(parents.map((line) => line?.parent)).size).toBe(2)
    expect([converter.asked, new Set(conversionsIn(local).map(({ sha256 }) => sha256)).size]).toEqual([1, 1])
    await derived(local)
    expect(onlyReport(local).sources).toHaveLength(1)
    await isQuiet(local)
  })

  test('leaves all as it was where nobody asks for it', async () => {
    const local = await crawled()
    const lines = ledger(local).length
    await convert(local, null)
    await derived(local)
    expect([ledger(local).length, reportsOf(local)]).toEqual([lines, []])
    await isQuiet(local)
  })

  test('that failed is named once and is tried again by another version only', async () => {
    const local = await crawled()
    const failing = prepared({ kind: 'failed', message: `${by} made nothing of it` })
    expect(await convert(local, failing)).toMatchObject([
      { code: 'no-converter', message: `${by} made nothing of it` },
    ])
    expect(await convert(local, failing)).toEqual([])
    expect([failing.asked, conversionsIn(local).length]).toEqual([1, 0])
    expect(await convert(local, prepared({ kind: 'converted', bytes: docx }, 'LibreOffice 24.2'))).toEqual([])
    await derived(local)
    expect(onlyReport(local).sources).toMatchObject([{ conversion: { by: 'LibreOffice 24.2' } }])
  })

  test('goes with its original into proof, bag, WARC and explorer, and is hidden with it', async () => {
    const local = await converted()
    const name = `${ofDocx}.docx`
    const shown = await whatLeaves(local)
    expect([shown.proof, shown.bag].map((names) => names.includes(name))).toEqual([true, true])
    expect(shown.conversions).toEqual([
      { payload: `sha256:${ofDocx}`, refersTo: 'response', from: `sha256:${ofOdt}`, by },
    ])
    expect(shown.page).toContain(by)
    expect(shown.page).toContain(name)
    expect(shown.view).toContain('id="t')
    expect([shown.file, shown.words]).toEqual([200, true])

    const withheld = await nianbao('withhold', ofOdt, '--reason', 'a name', '--archive', local.archive)
    expect([withheld.code, withheld.stdout.includes(ofDocx)]).toEqual([0, false])
    const hidden = await whatLeaves(local)
    expect([hidden.proof, hidden.bag].flatMap((names) => names.filter((each) => each === name))).toEqual([])
    expect(hidden.conversions).toEqual([])
    expect([hidden.file, hidden.words]).toEqual([404, false])
    await isQuiet(local)
    await nianbao('withhold', ofOdt, '--lift', '--reason', 'no name', '--archive', local.archive)

    expect((await nianbao('withhold', ofDocx, '--reason', 'a name', '--archive', local.archive)).code).toBe(0)
    const alone = await whatLeaves(local)
    expect([alone.proof, alone.bag].flatMap((names) => names.filter((each) => each === name))).toEqual([])
    expect([alone.file, alone.words]).toEqual([404, false])
    await isQuiet(local)
  })

  test('that is withheld alone is at once in no search, and in no publication that was made before', async () => {
    const local = await converted()
    const site = join(local.archive, '../site')
    const words =
      onlyReport(local)
        .sections.find(({ text }) => text.length > 8)
        ?.text.slice(0, 8) ?? ''
    expect(words).not.toBe('')
    const holding = () => filesIn(site).filter((name) => readFileSync(join(site, name)).includes(words))
    const published = async () => (await nianbao('publish', site, '--archive', local.archive)).code
    const found = async () => {
      const clock = () => new Date('2023-03-01T00:00:00.000Z')
      const order = { archive: local.archive, config: join(root, 'config'), sites: [], clock }
      const { library, close } = await exploreArchive({ ...order, failed: () => undefined })
      const asked = { words, region: null, year: null, form: null, finding: null, page: 1 }
      return (await library.find(asked).finally(close)).total
    }
    expect(await found()).toBe(1)
    expect(await published()).toBe(0)
    expect(holding().some((name) => name.endsWith('index.html'))).toBe(true)
    expect(filesIn(site)).toContain(`original/${ofOdt}/${ofDocx}.docx`)
    expect((await nianbao('withhold', ofDocx, '--reason', 'a name', '--archive', local.archive)).code).toBe(0)
    expect(await found()).toBe(0)
    expect(await published()).toBe(0)
    expect(holding()).toEqual([])
    expect(filesIn(site)).not.toContain(`original/${ofOdt}/${ofDocx}.docx`)
    const lifted = ['withhold', ofDocx, '--lift', '--reason', 'no name', '--archive', local.archive]
    expect((await nianbao(...lifted)).code).toBe(0)
    expect(await found()).toBe(1)
  })
})

/** Everything that others get of the report. */
async function whatLeaves({ archive }: LocalSite) {
  const out = join(archive, '..', `out-${readdirSync(join(archive, '..')).length}`)
  const proof = join(out, 'proof')
  expect((await nianbao('prove', id, '--out', proof, '--archive', archive)).code).toBe(0)
  const checked = spawnSync('sh', [join(proof, 'verify.sh')], { encoding: 'utf8' })
  expect([checked.status, checked.stderr]).toEqual([0, ''])
  for (const [format, ...selected] of [
    ['bagit', '--report', id],
    ['warc', '--report', id],
  ] as const) {
    const args = ['--out', join(out, format), '--archive', archive, ...selected]
    expect((await nianbao('export', format, ...args)).code).toBe(0)
  }
  const [warc = ''] = filesIn(join(out, 'warc')).filter((name) => name.endsWith('.warc.gz'))
  const records = readWarc(readFileSync(join(out, 'warc', warc)))
  const types = new Map(records.map((record) => [field(record, 'warc-record-id'), record.type]))
  const told = records.flatMap((record) =>
    record.type === 'metadata' ? [Buffer.from(record.block).toString()] : [],
  )
  const conversions = records.flatMap((record) => {
    if (record.type !== 'conversion') return []
    const about = told.find((text) =>
      text.includes(`nianbao-original: ${field(record, 'warc-payload-digest') ?? ''}`),
    )
    return [
      {
        payload: field(record, 'warc-payload-digest'),
        refersTo: types.get(field(record, 'warc-refers-to')),
        from: /nianbao-converted-from: (\S+)/u.exec(about ?? '')?.[1],
        by: /nianbao-converted-by: (.+)\r/u.exec(about ?? '')?.[1],
      },
    ]
  })
  const clock = () => new Date('2023-03-01T00:00:00.000Z')
  const order = { archive, config: join(root, 'config'), sites: [], clock, failed: () => undefined }
  const served = await serveExplorer(order, { port: 0, host: '127.0.0.1' })
  try {
    const text = async (path: string) => (await fetch(new URL(path, served.url))).text()
    const got = await fetch(new URL(`/original/${ofOdt}/${ofDocx}.docx`, served.url))
    if (got.ok) expect(hash('sha256', Buffer.from(await got.arrayBuffer()))).toBe(ofDocx)
    const document = await fetch(new URL(`/original/${ofOdt}/document/`, served.url))
    return {
      proof: filesIn(proof).map((name) => name.split('/').at(-1) ?? ''),
      bag: filesIn(join(out, 'bagit')).map((name) => name.split('/').at(-1) ?? ''),
      conversions,
      page: await text(`/original/${ofOdt}/`),
      view: await text(`/original/${ofOdt}/view/`),
      file: got.status,
      words: document.ok && (await document.text()).includes('<table'),
    }
  } finally {
    await served.close()
  }
}
