import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { archiveForExport, urls } from './exports-archive.ts'
import { commandLine, nianbao, run } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { field, readWarc } from './warcReader.ts'

/** What WACZ 1.1.1 demands of datapackage.json, and what we say besides. */
const Description = z.object({
  profile: z.literal('data-package'),
  wacz_version: z.literal('1.1.1'),
  title: z.string(),
  description: z.string(),
  created: z.iso.datetime(),
  software: z.string().regex(/^nianbao\//u),
  nianbao: z.object({ archive: z.string().regex(/^urn:uuid:/u), kind: z.enum(['live', 'replica']) }),
  resources: z.array(
    z.object({ name: z.string(), path: z.string(), hash: z.string(), bytes: z.int().positive() }),
  ),
})

interface Wacz {
  readonly path: string
  readonly names: readonly string[]
  readonly file: (name: string) => Buffer
}

async function exported(kind: 'live' | 'replica' = 'live', ...options: string[]): Promise<Wacz> {
  const out = await temporaryFolder()
  const archive = await archiveForExport(kind)
  const ended = await nianbao('export', 'wacz', '--out', out, '--archive', archive, ...options)
  expect([ended.code, ended.stderr]).toEqual([0, ''])
  const [name = '', ...more] = readdirSync(out)
  expect(more).toEqual([])
  return opened(join(out, name))
}

/** Read with Debian's unzip. */
function opened(path: string): Wacz {
  const names = execFileSync('unzip', ['-Z1', path], { encoding: 'utf8' }).trimEnd().split('\n')
  return { path, names, file: (name) => execFileSync('unzip', ['-p', path, name], { maxBuffer: 1 << 28 }) }
}

const jsonLines = (bytes: Buffer): unknown[] =>
  bytes
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

describe('nianbao export wacz', () => {
  test('writes a sound zip with everything stored and nothing compressed', async () => {
    const { path } = await exported()
    expect(path).toMatch(/nianbao\.wacz$/u)
    execFileSync('unzip', ['-tqq', path])
    const listing = execFileSync('unzip', ['-v', path], { encoding: 'utf8' })
    expect(listing.match(/ Stored /gu)).toHaveLength(6)
    expect(listing).not.toMatch(/ Defl/u)
  })

  test('describes every file with its bytes and SHA-256, and itself in the digest', async () => {
    const { names, file } = await exported()
    const description = Description.parse(JSON.parse(file('datapackage.json').toString('utf8')))
    expect(names.toSorted()).toEqual(
      [
        ...description.resources.map(({ path }) => path),
        'datapackage.json',
        'datapackage-digest.json',
      ].sort(),
    )
    for (const resource of description.resources) {
      const bytes = file(resource.path)
      expect([bytes.length, `sha256:${hash('sha256', bytes)}`]).toEqual([resource.bytes, resource.hash])
    }
    expect(JSON.parse(file('datapackage-digest.json').toString('utf8'))).toEqual({
      path: 'datapackage.json',
      hash: `sha256:${hash('sha256', file('datapackage.json'))}`,
    })
    for (const folder of ['archive/', 'indexes/', 'pages/pages.jsonl']) {
      expect(names.some((name) => name.startsWith(folder))).toBe(true)
    }
  })

  test('lists pages from which to browse, each with its response in the WARC at that moment', async () => {
    const { names, file } = await exported()
    const [head, ...pages] = jsonLines(file('pages/pages.jsonl'))
    expect(head).toMatchObject({ format: 'json-pages-1.0', id: 'pages' })
    const Page = z.object({ id: z.string(), url: z.url(), ts: z.iso.datetime(), title: z.string() })
    const listed = z.array(Page).parse(pages)
    expect(listed.map(({ url }) => url)).toEqual([
      urls.page,
      urls.page,
      'http://www.example.gov.cn/2021/new.html?a=1',
      new URL(urls.old).href,
      urls.other,
    ])
    const records = names.filter((name) => name.endsWith('.warc.gz')).flatMap((name) => readWarc(file(name)))
    for (const { id, url, ts } of listed) {
      const record = records.find((each) => field(each, 'warc-record-id') === `<urn:uuid:${id}>`)
      expect(record && [field(record, 'warc-target-uri'), field(record, 'warc-date')]).toEqual([url, ts])
      expect(record?.type).toMatch(/^(response|resource)$/u)
    }
  })

  test('has an index that leads to each content, and to no 304, which would be shown as an empty page', async () => {
    const { file } = await exported()
    const entries = file('indexes/index.cdx')
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Record<string, string>)
    expect(entries).toHaveLength(12)
    for (const { filename = '', offset, length, url, digest } of entries) {
      const from = Number(offset)
      const [record] = readWarc(file(`archive/${filename}`).subarray(from, from + Number(length)))
      expect(record && [field(record, 'warc-target-uri'), field(record, 'warc-payload-digest')]).toEqual([
        url,
        digest,
      ])
    }
    expect(entries.map(({ status }) => status)).not.toContain('304')
  })

  test('is the same to the byte in every time zone and at every hour', async () => {
    const archive = await archiveForExport()
    const made: Buffer[] = []
    for (const [zone, now] of [
      ['Asia/Shanghai', '2027-01-01'],
      ['America/New_York', '2030-07-01'],
    ] as const) {
      const out = await temporaryFolder()
      const args = commandLine(['export', 'wacz', '--out', out, '--archive', archive, '--now', now])
      expect((await run(['env', `TZ=${zone}`, ...args])).code).toBe(0)
      made.push(readFileSync(join(out, 'nianbao.wacz')))
    }
    expect(made[0]).toEqual(made[1])
  })

  test('says of a replica that it is one, in name, title and description', async () => {
    const { path, file } = await exported('replica', '--year', '2022')
    expect(path).toMatch(/nianbao-2022\.replica\.wacz$/u)
    const description = Description.parse(JSON.parse(file('datapackage.json').toString('utf8')))
    expect(description.title).toMatch(/--year 2022 \(REPLICA\)/u)
    expect(description.description).toMatch(/REPLICA/u)
    expect(description.nianbao.kind).toBe('replica')
  })
})
