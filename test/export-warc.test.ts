import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Capture } from '../src/model/capture.ts'
import { flip } from './archive-finished.ts'
import { archiveForExport, gbkName, urls } from './exports-archive.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { field, gunzipOne, header, readWarc, type ReadRecord } from './warcReader.ts'

const profile = (name: string): string => `http://netpreserve.org/warc/1.1/revisit/${name}`
const digest = (bytes: Uint8Array | string): string => `sha256:${hash('sha256', bytes)}`

interface Exported {
  readonly folder: string
  readonly archive: string
  readonly records: readonly ReadRecord[]
}

async function exported(...options: string[]): Promise<Exported> {
  return exportOf(await archiveForExport(), ...options)
}

async function exportOf(archive: string, ...options: string[]): Promise<Exported> {
  const out = await temporaryFolder()
  const { code, stderr } = await nianbao('export', 'warc', '--out', out, '--archive', archive, ...options)
  expect([code, stderr]).toEqual([0, ''])
  const [name = ''] = readdirSync(out)
  const folder = join(out, name)
  return { folder, archive, records: warcsIn(folder).flatMap((path) => readWarc(readFileSync(path))) }
}

const warcsIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.warc.gz') ? [join(folder, name)] : []))

const ledgerOf = (archive: string, site: string): Capture[] =>
  readFileSync(join(archive, site, 'captures.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { check, ...capture } = JSON.parse(line) as Record<string, unknown>
      expect(check).toMatch(/^[0-9a-f]{64}$/u)
      return Capture.parse(capture)
    })

/** The answers (response, revisit, resource) to a URL in the order of the file. */
const answersTo = (records: readonly ReadRecord[], url: string): ReadRecord[] =>
  records.filter(
    (record) =>
      ['response', 'revisit', 'resource'].includes(record.type) &&
      field(record, 'warc-target-uri') === new URL(url).href,
  )

describe('nianbao export warc', () => {
  test('writes records whose digests, lengths and fields are what WARC 1.1 asks for', async () => {
    const { folder, records } = await exported()
    for (const path of warcsIn(folder)) execFileSync('gzip', ['-t', path])
    const ids = records.map((record) => field(record, 'warc-record-id'))
    expect(new Set(ids).size).toBe(records.length)
    for (const record of records) {
      const { type, block, http, fields } = record
      expect(record.version).toBe('WARC/1.1')
      expect(field(record, 'warc-record-id')).toMatch(
        /^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$/u,
      )
      expect(field(record, 'warc-date')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u)
      expect(field(record, 'warc-block-digest')).toBe(digest(block))
      expect(block.length).toBe(Number(field(record, 'content-length')))
      // §5.1: no field twice but WARC-Concurrent-To.
      const names = fields.map(([name]) => name).filter((name) => name !== 'warc-concurrent-to')
      expect(new Set(names).size).toBe(names.length)
      // §5.9: a payload digest only where there is a payload (or, for a revisit, where its profile asks for one).
      const payload = field(record, 'warc-payload-digest')
      if (type === 'response' || type === 'request') expect(payload).toBe(digest(http?.body ?? ''))
      else if (type === 'resource') expect(payload).toBe(digest(block))
      else if (type === 'revisit') expect(payload).toMatch(/^sha256:[0-9a-f]{64}$/u)
      else expect(payload).toBeNull()
      // §5.12, 5.15, 5.16: fields that belong to one type only.
      expect(field(record, 'warc-target-uri') === null).toBe(type === 'warcinfo')
      expect(field(record, 'warc-filename') === null).toBe(type !== 'warcinfo')
      expect(field(record, 'warc-profile') === null).toBe(type !== 'revisit')
      if (['response', 'request', 'resource', 'warcinfo'].includes(type)) {
        expect(field(record, 'warc-refers-to')).toBeNull()
      }
    }
    expect(records.map(({ type }) => type)).toContain('metadata')
  })

  test('has for every ledger line the answer, its request, and the digest of the ledger', async () => {
    const { archive, records } = await exported()
    for (const site of ['zhejiang-example', 'zhejiang-other']) {
      for (const capture of ledgerOf(archive, site)) {
        const about = records.find(
          (record) =>
            record.type === 'metadata' &&
            record.block.includes(`nianbao-site: ${site}\r\n`) &&
            record.block.includes(`nianbao-ledger-line: ${capture.seq}\r\n`),
        )
        expect(about, `line ${capture.seq}`).toBeDefined()
        const answer = records.find(
          (record) =>
            about !== undefined && field(record, 'warc-record-id') === field(about, 'warc-refers-to'),
        )
        if (answer === undefined) throw new Error(`line ${capture.seq} has no answer`)
        expect(field(answer, 'warc-date')).toBe(capture.time.replace(/\.\d+/u, ''))
        expect(about?.block.toString()).toContain(`nianbao-time: ${capture.time}\r\n`)
        expect(about?.block.toString()).toContain(`nianbao-original: sha256:${capture.sha256}\r\n`)
        if (capture.outcome !== 'not-modified') {
          expect(field(answer, 'warc-payload-digest')).toBe(
            `sha256:${capture.encoded?.sha256 ?? capture.sha256}`,
          )
        }
        const request = records.find(
          (record) =>
            record.type === 'request' &&
            field(record, 'warc-concurrent-to') === field(answer, 'warc-record-id'),
        )
        if (capture.role === 'import') expect(request).toBeUndefined()
        else expect(field(request ?? answer, 'warc-target-uri')).toBe(field(answer, 'warc-target-uri'))
      }
    }
  })

  test('tells content that came again as revisits of the response that holds it, never of a revisit', async () => {
    const { records } = await exported()
    const looks = answersTo(records, urls.page)
    expect(looks.map(({ type }) => type)).toEqual(['response', 'revisit', 'revisit', 'response', 'revisit'])
    const [first, again, confirmed, changed, confirmedAgain] = looks
    expect(again && field(again, 'warc-profile')).toBe(profile('identical-payload-digest'))
    expect(again && field(again, 'warc-truncated')).toBe('length')
    for (const late of [confirmed, confirmedAgain]) {
      expect(late && field(late, 'warc-profile')).toBe(profile('server-not-modified'))
      expect(late?.http?.head).toMatch(/^HTTP\/1\.1 304 /u)
      expect(late?.http?.body.length).toBe(0)
    }
    const pairs = [
      [again, first],
      [confirmed, first],
      [confirmedAgain, changed],
    ] as const
    for (const [revisit, original] of pairs) {
      if (revisit === undefined || original === undefined) throw new Error('a look is missing')
      expect(original.type).toBe('response')
      expect(field(revisit, 'warc-refers-to')).toBe(field(original, 'warc-record-id'))
      expect(field(revisit, 'warc-refers-to-target-uri')).toBe(field(original, 'warc-target-uri'))
      expect(field(revisit, 'warc-refers-to-date')).toBe(field(original, 'warc-date'))
      expect(field(revisit, 'warc-payload-digest')).toBe(digest(original.http?.body ?? ''))
    }
  })

  test('writes the body as the server encoded it, and again whole when it came encoded otherwise', async () => {
    const { records } = await exported()
    const looks = answersTo(records, urls.file)
    expect(looks.map(({ type }) => type)).toEqual(['response', 'revisit', 'response'])
    for (const look of [looks[0], looks[2]]) {
      if (look?.http === undefined || look.http === null) throw new Error('a look is missing')
      expect(gunzipOne(look.http.body).content.toString()).toBe('附件')
      expect(header(look, 'content-encoding')).toBe('gzip')
      expect(header(look, 'content-length')).toBe(String(look.http.body.length))
      expect(header(look, 'content-disposition')).toBe(gbkName)
    }
  })

  test('renames headers that no longer fit the stored body, so that no reader undoes what is undone', async () => {
    const { records } = await exported()
    const [page] = answersTo(records, urls.page)
    const [moved] = answersTo(records, 'http://www.example.gov.cn/2021/new.html?a=1')
    if (page === undefined || moved === undefined) throw new Error('a look is missing')
    expect([header(page, 'transfer-encoding'), header(page, 'x-orig-transfer-encoding')]).toEqual([
      null,
      'chunked',
    ])
    expect([header(moved, 'content-encoding'), header(moved, 'x-orig-content-encoding')]).toEqual([
      null,
      'utf-8',
    ])
    expect([header(moved, 'content-length'), header(moved, 'x-orig-content-length')]).toEqual([
      null,
      '12, 12',
    ])
    expect(header(moved, 'content-type')).toBe('text/html')
  })

  test('keeps redirects as what the ledger knows of them: status and Location, marked as cut', async () => {
    const { records } = await exported()
    const hops = [urls.moved, 'http://www.example.gov.cn/2021/next.html'].flatMap((url) =>
      answersTo(records, url),
    )
    expect(hops.map((hop) => hop.http?.head)).toEqual([
      'HTTP/1.1 302 \r\nlocation: /2021/next.html',
      'HTTP/1.1 301 \r\nlocation: http://www.example.gov.cn/2021/new.html?a=1',
    ])
    expect(hops.map((hop) => field(hop, 'warc-truncated'))).toEqual(['unspecified', 'unspecified'])
  })

  test('keeps a POST with its form, and finds it in the index as replay tools do', async () => {
    const { folder, records } = await exported()
    const request = records.find(
      (record) => record.type === 'request' && field(record, 'warc-target-uri') === urls.listing,
    )
    expect(request?.http?.head).toMatch(/^POST \/list\.jsp HTTP\/1\.1\r\nhost: www\.example\.gov\.cn\r\n/u)
    expect(request?.http?.body.toString()).toBe(new URLSearchParams({ page: '1', 栏目: '年报' }).toString())
    expect(readFileSync(join(folder, 'index.cdxj'), 'utf8')).toMatch(
      /^cn,gov,example\)\/list\.jsp\?.*__wb_method=post&page=1 20261121010003 \{/mu,
    )
  })

  test('gives what a person imported as a resource with their words beside it, not as an answer of the host', async () => {
    const { records } = await exported()
    const [imported, ...more] = answersTo(records, urls.old)
    expect([imported?.type, more.length]).toEqual(['resource', 0])
    expect(imported?.block.toString()).toBe('a file of a person')
    const about = records.find(
      (record) =>
        record.type === 'metadata' &&
        imported &&
        field(record, 'warc-refers-to') === field(imported, 'warc-record-id'),
    )
    expect(about?.block.toString()).toContain('nianbao-given-unit: 330105001\r\nnianbao-given-year: 2019\r\n')
  })

  test('has an index, sorted, that leads to each answer, and a list of files with their hashes', async () => {
    const { folder, records } = await exported()
    const lines = readFileSync(join(folder, 'index.cdxj'), 'utf8').trimEnd().split('\n')
    expect(lines).toEqual([...lines].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
    expect(lines).toHaveLength(
      records.filter(({ type }) => /^(response|revisit|resource)$/u.test(type)).length,
    )
    for (const line of lines) {
      const { 2: json = '', 1: timestamp } = /^\S+ (\d{14}) (\{.*\})$/u.exec(line) ?? []
      const entry = JSON.parse(json) as Record<string, string>
      const file = readFileSync(join(folder, entry['filename'] ?? ''))
      const from = Number(entry['offset'])
      const [record, ...more] = readWarc(file.subarray(from, from + Number(entry['length'])))
      if (record === undefined) throw new Error('the index leads nowhere')
      expect(more).toEqual([])
      expect(field(record, 'warc-target-uri')).toBe(entry['url'])
      expect(field(record, 'warc-payload-digest')).toBe(entry['digest'])
      expect(field(record, 'warc-date')?.replaceAll(/\D/gu, '').slice(0, 14)).toBe(timestamp)
      if (record.http !== null) expect(record.http.head.split(' ')[1]).toBe(entry['status'])
      expect(entry['mime'] === 'warc/revisit').toBe(record.type === 'revisit')
    }
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      files: { name: string; bytes: number; sha256: string }[]
    }
    expect(manifest.files.map(({ name }) => name).sort()).toEqual(
      readdirSync(folder)
        .filter((name) => name !== 'manifest.json')
        .sort(),
    )
    for (const { name, bytes, sha256 } of manifest.files) {
      const file = readFileSync(join(folder, name))
      expect([file.length, hash('sha256', file)]).toEqual([bytes, sha256])
    }
  })

  test('begins every file with the software, the archive and whether it is live; a replica says so in its name too', async () => {
    const live = await exported()
    const replica = await exportOf(await archiveForExport('replica'))
    const infos = (each: Exported) =>
      each.records.filter(({ type }) => type === 'warcinfo').map(({ block }) => block.toString())
    expect([infos(live).length, infos(replica).length]).toEqual([2, 2])
    for (const info of infos(live)) {
      expect(info).toMatch(/^software: nianbao\/\d/u)
      expect(info).toMatch(/^nianbao-archive: urn:uuid:/mu)
      expect(info).toContain('nianbao-archive-kind: live\r\n')
      expect(info).toMatch(/refused/u)
    }
    for (const info of infos(replica)) expect(info).toMatch(/REPLICA[^]*nianbao-archive-kind: replica\r\n/u)
    expect(live.folder).not.toMatch(/replica/u)
    expect(replica.folder).toMatch(/nianbao\.replica-warc$/u)
  })

  test('is the same to the byte whenever and wherever it is made', async () => {
    const archive = await archiveForExport()
    const first = await exportOf(archive)
    const second = await exportOf(archive, '--now', '2031-01-01')
    expect(readdirSync(first.folder)).toEqual(readdirSync(second.folder))
    for (const name of readdirSync(first.folder)) {
      expect(readFileSync(join(first.folder, name)), name).toEqual(readFileSync(join(second.folder, name)))
    }
  })
})

describe('nianbao export warc of a selection', () => {
  const targets = (records: readonly ReadRecord[]): Set<string | null> =>
    new Set(
      records.filter(({ type }) => type !== 'warcinfo').map((record) => field(record, 'warc-target-uri')),
    )

  test('of a report holds its sources, every look at them, and the listing that led there', async () => {
    const { folder, records } = await exported('--report', '330105001/2022')
    expect(folder).toMatch(/nianbao-330105001-2022-warc$/u)
    expect(targets(records)).toEqual(new Set([urls.listing, urls.page, urls.file]))
    expect(answersTo(records, urls.page)).toHaveLength(5)
  })

  test('of a year holds the reports of that year of every site; of a site all that is its', async () => {
    const archive = await archiveForExport()
    const year = await exportOf(archive, '--year', '2022')
    expect(targets(year.records)).toEqual(new Set([urls.listing, urls.page, urls.file, urls.other]))
    const both = await exportOf(archive, '--year', '2022', '--site', 'zhejiang-other')
    expect(targets(both.records)).toEqual(new Set([urls.other]))
    const site = await exportOf(archive, '--site', 'zhejiang-other')
    expect(targets(site.records)).toEqual(new Set([urls.other]))
  })

  test('of nothing is an error that says so, and nothing is written', async () => {
    const archive = await archiveForExport()
    const out = await temporaryFolder()
    const wrong = [
      ...[
        ['--year', '2011'],
        ['--report', '330105001/2011'],
        ['--site', 'nowhere'],
        ['--report', 'b.html'],
      ].map((options) => ['warc', ...options]),
      ...['wacz', 'bagit', 'csv', 'jsonl'].map((format) => [format, '--year', '2011']),
    ]
    for (const [format = '', ...options] of wrong) {
      const ended = await nianbao('export', format, '--out', out, '--archive', archive, ...options)
      expect([ended.code, lastLine(ended.stderr)], `${format} ${options.join(' ')}`).toEqual([
        2,
        expect.stringMatching(/^nianbao: usage: /u),
      ])
      expect(ended.stderr).toContain(options[1])
    }
    expect(readdirSync(out)).toEqual([])
  })
})

describe('an export that cannot be finished', () => {
  const damages = {
    removed: (path: string) => {
      rmSync(path)
    },
    altered: (path: string) => {
      chmodSync(path, 0o644)
      flip(path, 3)
    },
  }
  for (const format of ['warc', 'wacz', 'bagit']) {
    for (const [how, damage] of Object.entries(damages)) {
      test(`${format}: an original that was ${how} is named, and no half-written export is left`, async () => {
        const archive = await archiveForExport()
        const { sha256, extension } = ledgerOf(archive, 'zhejiang-other')[0] ?? { sha256: '', extension: '' }
        const original = join(
          archive,
          'zhejiang-other/originals',
          sha256.slice(0, 2),
          `${sha256}.${extension}`,
        )
        damage(original)
        const out = await temporaryFolder()
        const ended = await nianbao('export', format, '--out', out, '--archive', archive)
        expect(ended.code).toBe(5)
        expect(lastLine(ended.stderr)).toMatch(/^nianbao: archive-damaged: /u)
        expect(lastLine(ended.stderr)).toContain(original)
        expect(readdirSync(out)).toEqual([])
      })
    }
  }

  test('an export that is there already stays until the new one is whole, and is then replaced', async () => {
    const archive = await archiveForExport()
    const out = await temporaryFolder()
    const run = () => nianbao('export', 'warc', '--out', out, '--archive', archive)
    expect((await run()).code).toBe(0)
    const folder = join(out, 'nianbao-warc')
    const before = readFileSync(join(folder, 'manifest.json'))
    rmSync(join(folder, 'index.cdxj'))
    expect((await run()).code).toBe(0)
    expect(existsSync(join(folder, 'index.cdxj'))).toBe(true)
    expect(readFileSync(join(folder, 'manifest.json'))).toEqual(before)
    rmSync(join(archive, 'zhejiang-other/originals'), { recursive: true })
    expect((await run()).code).toBe(5)
    expect(readFileSync(join(folder, 'manifest.json'))).toEqual(before)
    expect(readdirSync(out)).toEqual(['nianbao-warc'])
  })
})
