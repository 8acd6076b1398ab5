import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { archiveState } from '../src/archive/archiveFolder.ts'
import { extensionOf } from '../src/archive/extension.ts'
import { readArchive } from '../src/archive/openArchive.ts'
import { reportPath, reportText } from '../src/archive/reportFile.ts'
import type { Report } from '../src/model/report.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'

const filed = (...ids: string[]) => ({ ids, left: [] })

async function openSite(folder = testFolder()) {
  const archive = await openTestArchive(folder)
  return { archive, site: await archive.site('gongshu'), folder: join(folder, 'gongshu') }
}

describe('a folder', () => {
  test('that is new or holds only the text for strangers becomes an archive', async () => {
    const folder = testFolder()
    expect(await archiveState(join(folder, 'new'))).toEqual({ kind: 'missing' })
    writeFileSync(join(folder, 'README.md'), 'ours')
    writeFileSync(join(folder, '.gitkeep'), '')
    expect(await archiveState(folder)).toEqual({ kind: 'empty' })
    await (await openTestArchive(folder)).close()
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('ours')
    expect(await archiveState(folder)).toEqual({
      kind: 'archive',
      file: { format: 'nianbao/archive@1', kind: 'replica', created: '2026-11-21T01:02:03.000Z' },
    })
  })

  test('that holds something else is not touched', async () => {
    const folder = testFolder()
    writeFileSync(join(folder, 'thesis.docx'), 'x')
    await expect(openTestArchive(folder)).rejects.toMatchObject({ code: 'not-an-archive' })
    expect(readdirSync(folder)).toEqual(['thesis.docx'])
    await expect(openTestArchive(join(folder, 'thesis.docx'))).rejects.toMatchObject({
      code: 'not-an-archive',
    })
  })

  test('of replicas takes no live crawl', async () => {
    const folder = testFolder()
    await (await openTestArchive(folder)).close()
    await expect(openTestArchive(folder, { kind: 'live' })).rejects.toMatchObject({
      code: 'not-an-archive',
      message: expect.stringContaining('this archive is replica and cannot take a live crawl') as string,
    })
    await (await openTestArchive(folder)).close()
  })

  test('with an archive.json that is none is damaged; one without anything to read says so', async () => {
    const folder = testFolder()
    await expect(readArchive(folder)).rejects.toMatchObject({ code: 'not-an-archive' })
    await expect(readArchive(join(folder, 'none'))).rejects.toMatchObject({ code: 'no-such-file' })
    for (const text of ['', '{', '[]', '{"format":"nianbao/archive@1"}', '{"format":"other"}']) {
      writeFileSync(join(folder, 'archive.json'), text)
      await expect(openTestArchive(folder)).rejects.toMatchObject({ code: 'archive-damaged' })
    }
  })

  test('of a newer version is not damaged, and is left as it is', async () => {
    const folder = testFolder()
    const text = '{"format":"nianbao/archive@2","more":"than we know"}'
    writeFileSync(join(folder, 'archive.json'), text)
    const refusal = {
      code: 'not-an-archive',
      message: expect.stringContaining('nianbao/archive@2') as string,
    }
    await expect(openTestArchive(folder)).rejects.toMatchObject(refusal)
    await expect(readArchive(folder)).rejects.toMatchObject(refusal)
    expect(readFileSync(join(folder, 'archive.json'), 'utf8')).toBe(text)
  })

  test.each(['../outside', 'runs', 'a/b', ''])('gives no site named %j', async (id) => {
    const archive = await openTestArchive(testFolder())
    expect(() => archive.site(id)).toThrow(expect.objectContaining({ code: 'usage' }))
    await archive.close()
  })
})

describe('an original', () => {
  test('lies read-only under its hash, once however often it is found', async () => {
    const { archive, site, folder } = await openSite()
    const first = await site.admit(exchangeOf('http://host/1', '<html>a'), factsOf('page'))
    await Promise.all(
      [2, 3, 4].map((n) => site.admit(exchangeOf(`http://host/${n}`, '<html>a'), factsOf('page'))),
    )
    const path = site.originalPath(first)
    expect(path).toBe(join(folder, 'originals', first.sha256.slice(0, 2), `${first.sha256}.html`))
    expect(statSync(path).mode & 0o222).toBe(0)
    expect(readdirSync(join(path, '..'))).toHaveLength(1)
    expect(Buffer.from(await site.original(first)).toString()).toBe('<html>a')
    await archive.close()
  })

  test('keeps the extension that it once got', async () => {
    const { archive, site } = await openSite()
    const first = await site.admit(exchangeOf('http://host/1', '<html>a'), factsOf('page'))
    renameSync(site.originalPath(first), site.originalPath({ ...first, extension: 'bin' }))
    const again = await site.admit(exchangeOf('http://host/2', '<html>a'), factsOf('page'))
    expect(again.extension).toBe('bin')
    await archive.close()
  })

  test('that the server compressed is kept both ways', async () => {
    const { archive, site, folder } = await openSite()
    const { body: bytes, sha256 } = exchangeOf('', deflateSync('<html>a'))
    const encoded = { encoding: 'deflate', bytes, sha256 }
    const capture = await site.admit(exchangeOf('http://host/1', '<html>a', { encoded }), factsOf('page'))
    expect(capture.encoded).toEqual({ encoding: 'deflate', sha256, size: bytes.length, extension: 'bin' })
    if (capture.encoded === null) return expect.unreachable()
    expect(Buffer.from(await site.original(capture.encoded))).toEqual(bytes)
    await archive.finish()
    await archive.close()
    const list = readFileSync(join(folder, 'originals.sha256'), 'utf8')
    expect(list.split('\n').filter((line) => line !== '')).toHaveLength(2)
    expect(list).toContain(`${sha256}  originals/`)
  })

  test('that was altered or lost on the disk is never read or taken for good', async () => {
    const { archive, site } = await openSite()
    const first = await site.admit(exchangeOf('http://host/1', '<html>a'), factsOf('page'))
    const path = site.originalPath(first)
    chmodSync(path, 0o644)
    writeFileSync(path, '<html>b')
    const damage = { code: 'archive-damaged', message: expect.stringContaining(path) as string }
    await expect(site.original(first)).rejects.toMatchObject(damage)
    await expect(site.bundle('http://host/1')).rejects.toMatchObject(damage)
    await expect(site.admit(exchangeOf('http://host/2', '<html>a'), factsOf('page'))).rejects.toMatchObject(
      damage,
    )
    // Damage stops all writing.
    await expect(site.admit(exchangeOf('http://host/3', 'c'), factsOf('page'))).rejects.toMatchObject(damage)
    await archive.close()
  })
})

describe('the list of originals', () => {
  test('is sorted and complete after every run, and made again when it was lost', async () => {
    const folder = testFolder()
    const list = join(folder, 'gongshu/originals.sha256')
    for (let round = 1; round <= 3; round += 1) {
      const { archive, site } = await openSite(folder)
      for (const n of [1, 2, 3]) {
        const body = `<html>${round} ${n}`
        await site.admit(exchangeOf(`http://host/${n}`, body), factsOf('page'))
      }
      if (round === 3) writeFileSync(list, 'lost')
      await archive.finish()
      await archive.close()
      const lines = readFileSync(list, 'utf8').split('\n').slice(0, -1)
      expect(lines).toHaveLength(3 * round)
      expect(lines).toEqual(lines.toSorted())
    }
  })
})

describe('what was refused', () => {
  test('is kept for 30 days apart from the originals, the same page of a day once', async () => {
    const folder = testFolder()
    const at = async (now: string, bodies: string[]) => {
      const archive = await openTestArchive(folder, { now: () => new Date(now) })
      const site = await archive.site('gongshu')
      for (const body of bodies) await site.refuse(exchangeOf('http://host/1', body), 'soft-404')
      await archive.finish()
      await archive.close()
      return readdirSync(join(folder, 'gongshu/refused')).sort()
    }
    expect(await at('2026-01-01T10:00:00Z', ['<html>404', '<html>404', 'gone'])).toHaveLength(2)
    const [first] = await at('2026-01-02T10:00:00Z', ['<html>404'])
    expect(first).toMatch(/^2026-01-01-[0-9a-f]{16}-soft-404\.(html|txt)$/u)
    expect(await at('2026-01-31T00:00:00Z', [])).toHaveLength(3)
    expect(await at('2026-01-31T00:00:01Z', [])).toHaveLength(1)
    expect(existsSync(join(folder, 'gongshu/originals'))).toBe(false)
  })
})

describe('a bundle', () => {
  test('holds the distinct contents of a page and its attachments in ledger order', async () => {
    const { archive, site } = await openSite()
    const listing = await site.admit(exchangeOf('http://host/list', 'l'), factsOf('listing'))
    const facts = factsOf('page', { parent: listing.seq })
    const page = await site.admit(exchangeOf('http://host/p', 'a'), facts)
    const file = factsOf('attachment', { parent: page.seq, name: '年报.docx', title: '附件' })
    await site.admit(exchangeOf('http://host/f', 'f'), file)
    await site.admit(exchangeOf('http://host/p', 'a'), facts)
    await site.admit(exchangeOf('http://host/p', 'b'), facts)
    await site.admit(exchangeOf('http://host/p', 'a'), facts)
    const { originals, provenance } = await site.bundle('http://host/p')
    expect(originals.map(({ capture, bytes }) => [capture, Buffer.from(bytes).toString()])).toEqual([
      [2, 'a'],
      [3, 'f'],
      [5, 'b'],
      [6, 'a'],
    ])
    expect(originals[1]).toMatchObject({ role: 'attachment', name: '年报.docx', parentUrl: 'http://host/p' })
    expect(originals[1]).toMatchObject({ listTitle: '附件', mediaType: 'text/html', url: 'http://host/f' })
    expect(provenance).toEqual({ siteDivision: '330105', givenUnit: null, givenYear: null })
    expect(site.bundleKeys()).toEqual(['http://host/p'])
    expect(site.bundlesSince(5)).toEqual(['http://host/p'])
    expect(site.bundlesSince(6)).toEqual([])
    await archive.close()
  })

  test('of an import is that file alone, with what the person said last', async () => {
    const { archive, site } = await openSite()
    const given = { unit: '财政局', year: 2020 }
    await site.admit(exchangeOf('http://host/p', 'page'), factsOf('page'))
    await site.admit(
      exchangeOf('http://host/p', 'doc'),
      factsOf('import', { given: { unit: '教育局', year: null } }),
    )
    await site.admit(exchangeOf('http://host/p', 'doc'), factsOf('import', { given }))
    const [page, imported] = site.bundleKeys()
    expect([page, imported]).toEqual(['http://host/p', expect.stringMatching(/^import:[0-9a-f]{64}$/u)])
    const bundle = await site.bundle(imported ?? '')
    expect(bundle.originals.map(({ capture }) => capture)).toEqual([3])
    expect(bundle.provenance).toMatchObject({ givenUnit: '财政局', givenYear: 2020 })
    expect(site.lastLook({ url: 'http://host/p' })?.seq).toBe(1)
    await archive.close()
  })

  test('is derived only from what it held when it was read', async () => {
    const folder = testFolder()
    const { archive, site } = await openSite(folder)
    await site.admit(exchangeOf('http://host/p', 'a'), factsOf('page'))
    await site.bundle('http://host/p')
    await site.admit(exchangeOf('http://host/p', 'b'), factsOf('page'))
    site.recordDerived('http://host/p', filed('330105001/2022'))
    expect(site.underived()).toEqual(['http://host/p'])
    await site.bundle('http://host/p')
    site.recordDerived('http://host/p', filed('330105001/2022', '330105001/2023'))
    expect(site.underived()).toEqual([])
    expect(site.bundlesOf('330105001/2023')).toEqual(['http://host/p'])
    await archive.finish()
    await archive.close()
    const again = await openSite(folder)
    expect(again.site.underived()).toEqual([])
    expect(again.site.outcome('http://host/p')).toEqual(filed('330105001/2022', '330105001/2023'))
    await again.site.bundle('http://host/p')
    again.site.recordDerived('http://host/p', { ids: [], left: [] })
    expect(again.site.bundlesOf('330105001/2022')).toEqual([])
    await again.archive.close()
    const third = await openSite(folder)
    expect(third.site.outcome('http://host/p')).toEqual(filed('330105001/2022', '330105001/2023'))
    await third.archive.close()
  })
})

describe('a report', () => {
  test.each([
    ['330105001/2022', 'reports/2022/330105001.json'],
    ['330105/财政局/2022', 'reports/2022/330105-c8d6dfaf.json'],
    ['33/2022', 'reports/2022/33.json'],
  ])('%s lies in %s', (id, path) => {
    expect(reportPath(id)).toBe(path)
  })

  test.each(['../2022', '330105001', '330105001/22', '/2022', ''])('has no path for the id %j', (id) => {
    expect(() => reportPath(id)).toThrow('no report id')
  })

  test('has its members in the order of the schema, whatever the order they came in', async () => {
    const { archive, site } = await openSite()
    await site.admit(exchangeOf('http://host/p', 'a'), factsOf('page'))
    const report = reportOf(await site.bundle('http://host/p'), '330105001', 2022)
    const reversed = Object.fromEntries(Object.entries(report).reverse()) as Report
    expect(reportText(reversed)).toBe(reportText(report))
    expect(reportText(report)).toMatch(
      /^\{\n {2}"schema": "nianbao\/report@1",\n {2}"id": "330105001\/2022",\n/u,
    )
    expect(reportText(report).endsWith('}\n')).toBe(true)
    await archive.close()
  })

  test('is written, read, listed and removed; one without an id is not filed', async () => {
    const { archive, site, folder } = await openSite()
    await site.admit(exchangeOf('http://host/p', 'a'), factsOf('page'))
    const report = reportOf(await site.bundle('http://host/p'), '330105001', 2022)
    await expect(site.writeReport({ ...report, id: null })).rejects.toThrow('without an id')
    await site.writeReport(report)
    expect(await site.readReport('330105001/2022')).toEqual(report)
    expect(await site.readReport('330105001/2023')).toBeNull()
    expect(await Array.fromAsync(site.reports())).toEqual([report])
    await site.removeReport('330105001/2022')
    await archive.finish()
    expect(readdirSync(join(folder, 'reports/2022'))).toEqual([])
    mkdirSync(join(folder, 'reports/2021'))
    writeFileSync(join(folder, 'reports/2021/330105001.json'), reportText(report))
    await expect(Array.fromAsync((await archive.site('gongshu')).reports())).rejects.toMatchObject({
      code: 'archive-damaged',
    })
    await archive.close()
  })
})

describe('notes', () => {
  test('come back as they were set, once the site was finished', async () => {
    const folder = testFolder()
    const { archive, site } = await openSite(folder)
    site.setNote('waiting', [{ url: 'http://host/1', tries: 2 }])
    await site.finish()
    expect((await archive.site('gongshu')).note('waiting')).toEqual([{ url: 'http://host/1', tries: 2 }])
    expect((await archive.site('gongshu')).note('other')).toBeNull()
    await archive.close()
  })
})

describe('an extension', () => {
  const zip = (...names: string[]) => {
    const entries = names.map((name) => {
      const header = Buffer.alloc(46)
      header.writeUInt32LE(0x02014b50, 0)
      header.writeUInt16LE(name.length, 28)
      return Buffer.concat([header, Buffer.from(name)])
    })
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt32LE(4, 16)
    return Buffer.concat([Buffer.from('PK\x03\x04'), ...entries, end])
  }
  const compound = (...names: string[]) =>
    Buffer.concat([
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex')], 512),
      ...names.map((name) => {
        const entry = Buffer.alloc(128)
        entry.write(name, 'utf16le')
        entry.writeUInt16LE((name.length + 1) * 2, 64)
        return entry
      }),
    ])

  test.each<[extension: string, bytes: Buffer]>([
    ['html', Buffer.from('\ufeff\r\n<!DOCTYPE html><html>')],
    ['html', Buffer.from('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>')],
    ['html', Buffer.from('<div class="x">年报</div>')],
    ['html', Buffer.concat([Buffer.from('<html>'), Buffer.from([0xc4, 0xea, 0xb1, 0xa8])])],
    ['xml', Buffer.from('<?xml version="1.0"?><rss/>')],
    ['json', Buffer.from('{"rows":[]}')],
    ['txt', Buffer.from('{年报}')],
    ['txt', Buffer.from([0xc4, 0xea, 0xb1, 0xa8, 0x0d, 0x0a])],
    ['mht', Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n')],
    ['rtf', Buffer.from('{\\rtf1')],
    ['pdf', Buffer.from('\n%PDF-1.4')],
    ['docx', zip('[Content_Types].xml', 'word/document.xml')],
    ['xlsx', zip('[Content_Types].xml', 'xl/workbook.xml')],
    ['ofd', zip('OFD.xml', 'Doc_0/Document.xml')],
    ['zip', zip('word/a.txt')],
    ['zip', Buffer.from('PK\x03\x04 cut off')],
    ['doc', compound('Root Entry', 'WordDocument')],
    ['xls', compound('Root Entry', 'Workbook')],
    ['cfb', compound('Root Entry', 'Workbook', 'WordDocument')],
    ['cfb', compound('Root Entry', 'EncryptedPackage')],
    ['gz', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['png', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['jpg', Buffer.from('ffd8ffe0', 'hex')],
    ['rar', Buffer.from('Rar!\x1a\x07\x01\x00')],
    ['bin', Buffer.from([0, 1, 2, 3])],
    ['bin', Buffer.alloc(0)],
  ])('%s is told from the bytes', (extension, bytes) => {
    expect(extensionOf(bytes)).toBe(extension)
  })
})
