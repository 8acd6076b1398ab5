import { hash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { captureOf } from '../src/archive/captureOf.ts'
import { decodeLine, encodeLine, noLine } from '../src/archive/ledgerLine.ts'
import { readArchive } from '../src/archive/openArchive.ts'
import type { SiteReader } from '../src/archive/siteReader.ts'
import { Capture } from '../src/model/capture.ts'
import type { Json } from '../src/model/json.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { everyday } from './running/everyday.ts'

const page = (n: number, body = `<html>报告 ${n}`) => exchangeOf(`http://host/${n}`, body)

async function admitted(folder: string, count: number, finish = true): Promise<string> {
  const archive = await openTestArchive(folder)
  const site = await archive.site('gongshu')
  for (let n = 1; n <= count; n += 1) await site.admit(page(n), factsOf('page'))
  if (finish) await archive.finish()
  await archive.close()
  return join(folder, 'gongshu', 'captures.jsonl')
}

async function seqs(site: SiteReader): Promise<number[]> {
  const found: number[] = []
  for await (const { seq } of site.captures()) found.push(seq)
  return found
}

const count = (n: number) => Array.from({ length: n }, (_, at) => at + 1)

/** The ledger as our words about it say, with none of our code: every line's check, prev and seq. */
function chainHolds(path: string): boolean {
  const text = readFileSync(path, 'utf8')
  let prev = '0'.repeat(64)
  return text
    .split('\n')
    .slice(0, -1)
    .every((line, at) => {
      const { seq, prev: before, check } = JSON.parse(line) as { seq: number; prev: string; check: string }
      const good =
        seq === at + 1 &&
        before === prev &&
        hash('sha256', line.replace(/,"check":"\w{64}"\}$/u, '}')) === check
      prev = hash('sha256', line)
      return good
    })
}

describe('the ledger', () => {
  test('holds one line per exchange in the order of the schema, each chained to the one before', async () => {
    const path = await admitted(testFolder(), 3)
    const lines = readFileSync(path, 'utf8').split('\n')
    expect(lines).toHaveLength(4)
    const members = Object.keys(Capture.unwrap().shape)
    expect(Object.keys(JSON.parse(lines[1] ?? '') as object)).toEqual([
      // what only some exchanges have is left out of the others
      ...members.filter((member) => !['tls', 'json', 'browser', 'conversion'].includes(member)),
      'check',
    ])
    expect(chainHolds(path)).toBe(true)
  })

  test('says what a host needed of TLS, in the order of the schema, and nothing where it needed nothing', async () => {
    const archive = await openTestArchive(testFolder())
    const site = await archive.site('gongshu')
    const plain = await site.admit(page(1), factsOf('page'))
    const pinned = await site.admit({ ...page(2), tls: ['p256', 'pinned'] }, factsOf('page'))
    expect([Object.hasOwn(plain, 'tls'), pinned.tls]).toEqual([false, ['p256', 'pinned']])
    const members = Object.keys(Capture.unwrap().shape).filter(
      (member) => !['json', 'browser', 'conversion'].includes(member),
    )
    expect(Object.keys(pinned)).toEqual(members)
    await archive.close()
  })

  test('says new, unchanged, changed and not modified of the same URL, and counts the re-checks in a row', async () => {
    const archive = await openTestArchive(testFolder())
    const site = await archive.site('gongshu')
    const facts = factsOf('page')
    const look = page(1)
    const notModified = {
      ...look,
      status: 304,
      body: Buffer.of(),
      sha256: hash('sha256', ''),
      responseHeaders: {},
    }
    const outcomes = []
    for (const body of ['a', 'a', 'b']) outcomes.push(await site.admit(page(1, body), facts))
    outcomes.push(await site.confirm(notModified, facts), await site.confirm(notModified, facts))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...['new', 'unchanged', 'changed'],
      ...['not-modified', 'not-modified'],
    ])
    expect(outcomes.at(-1)).toMatchObject({ sha256: hash('sha256', 'b'), size: 1, status: 304 })
    const last = await site.lastCapture({ url: look.url })
    expect(last).toMatchObject({ seq: 5, rechecks: 2, validators: { etag: '"1"', lastModified: null } })
    expect((await site.admit(page(1, 'b'), facts)).outcome).toBe('unchanged')
    expect(site.lastLook({ url: look.url })?.rechecks).toBe(0)
    await archive.close()
  })

  test('takes many exchanges at once, also of one URL, and gives each its place', async () => {
    const folder = testFolder()
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    const captures = await Promise.all(
      count(60).map((n) => site.admit(page(n % 20, `body ${Math.floor(n / 40)}`), factsOf('page'))),
    )
    await archive.finish()
    await archive.close()
    expect(captures.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(count(60))
    expect(captures.filter(({ outcome }) => outcome === 'new')).toHaveLength(20)
    expect(chainHolds(join(folder, 'gongshu', 'captures.jsonl'))).toBe(true)
  })

  test('a posted form is another request than the same URL with other fields', async () => {
    const archive = await openTestArchive(testFolder())
    const site = await archive.site('gongshu')
    const post = (form: Record<string, string>) =>
      exchangeOf('http://host/query', '{}', { method: 'POST', form })
    expect((await site.admit(post({ page: '1' }), factsOf('listing'))).outcome).toBe('new')
    expect((await site.admit(post({ page: '2' }), factsOf('listing'))).outcome).toBe('new')
    expect((await site.admit(post({ page: '1' }), factsOf('listing'))).outcome).toBe('unchanged')
    expect(site.lastLook({ url: 'http://host/query', method: 'POST', form: { page: '2' } })?.seq).toBe(2)
    await archive.close()
  })

  test('posted JSON is kept in the ledger and is another request than other JSON, a form, or nothing', async () => {
    const folder = testFolder()
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    const url = 'http://host/rest/list'
    const post = (json: Json) => exchangeOf(url, '{}', { method: 'POST', json })
    const asked = (pageIndex: number) => ({ categorynum: '003002', pageIndex })
    expect((await site.admit(post(asked(0)), factsOf('listing'))).outcome).toBe('new')
    expect((await site.admit(post(asked(1)), factsOf('listing'))).outcome).toBe('new')
    expect((await site.admit(post(asked(0)), factsOf('listing'))).outcome).toBe('unchanged')
    expect((await site.capture(2)).json).toEqual(asked(1))
    expect(site.lastLook({ url, method: 'POST', json: asked(1) })?.seq).toBe(2)
    expect(site.lastLook({ url, method: 'POST', json: asked(2) })).toBeNull()
    expect(site.lastLook({ url, method: 'POST', form: { pageIndex: '1' } })).toBeNull()
    expect(site.lastLook({ url, method: 'POST' })).toBeNull()
    await archive.finish()
    await archive.close()
    expect(chainHolds(join(folder, 'gongshu', 'captures.jsonl'))).toBe(true)
  })

  test('a line of a request without JSON has no member for it, as in ledgers that are older than that member', async () => {
    const folder = testFolder()
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    await site.admit(page(1), factsOf('page'))
    await archive.finish()
    await archive.close()
    expect(readFileSync(join(folder, 'gongshu', 'captures.jsonl'), 'utf8')).not.toContain('"json"')
  })

  test('refuses an exchange whose bytes are not what it says, and goes on', async () => {
    const archive = await openTestArchive(testFolder())
    const site = await archive.site('gongshu')
    await expect(site.admit({ ...page(1), sha256: noLine }, factsOf('page'))).rejects.toThrow('are not')
    expect((await site.admit(page(1), factsOf('page'))).seq).toBe(1)
    await archive.close()
  })
})

describe('a ledger that ends badly', () => {
  /** Cuts the ledger at each of `sizes` in turn; each time it must be what it was up to there, and go on. */
  async function reopenedAfterCuts(
    finish: boolean,
    sizes: (bytes: Buffer) => readonly number[],
  ): Promise<void> {
    const folder = testFolder()
    const path = await admitted(folder, 3, finish)
    const bytes = readFileSync(path)
    const index = finish ? readFileSync(join(folder, 'gongshu/index.json')) : null
    const ends = [...bytes.entries()].flatMap(([at, byte]) => (byte === 10 ? [at + 1] : []))
    for (const size of sizes(bytes)) {
      writeFileSync(path, bytes.subarray(0, size))
      if (index !== null) writeFileSync(join(folder, 'gongshu/index.json'), index)
      const whole = ends.filter((end) => end <= size).length
      const archive = await openTestArchive(folder)
      const site = await archive.site('gongshu')
      expect(await seqs(site)).toEqual(count(whole))
      expect(site.underived()).toHaveLength(whole)
      expect(site.recovered).not.toEqual([])
      expect(await site.admit(page(4), factsOf('page'))).toMatchObject({ seq: whole + 1, outcome: 'new' })
      await archive.close()
      if (!chainHolds(path)) throw new Error(`the chain breaks after a cut at byte ${size}`)
    }
  }
  const lastTwoLines = (bytes: Buffer) => count(bytes.length - 1).filter((size) => size > bytes.indexOf(10))

  test('cut at every byte of its last two lines is opened, appended to and reread', async () => {
    const lanes = count(8).map((lane) =>
      reopenedAfterCuts(false, (bytes) =>
        everyday(
          lastTwoLines(bytes).filter((size) => size % 8 === lane - 1),
          40,
        ),
      ),
    )
    await Promise.all(lanes)
  }, 120_000)

  test('is opened also where the index had seen more, and says what is lost', async () => {
    await reopenedAfterCuts(true, (bytes) => lastTwoLines(bytes).filter((size) => size % 29 === 0))
  }, 60_000)

  test('keeps what was cut off beside, and appends as if it had never been there', async () => {
    const folder = testFolder()
    const path = await admitted(folder, 2, false)
    const torn = `{"seq":3,"prev"${'x'.repeat(9000)}`
    appendFileSync(path, torn)
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    expect(site.recovered.join()).toContain('line 3 was torn')
    await site.admit(page(3), factsOf('page'))
    await archive.close()
    expect(chainHolds(path)).toBe(true)
    expect(readFileSync(path, 'utf8').endsWith('"}\n')).toBe(true)
    const [kept] = readdirSync(join(folder, 'gongshu/refused'))
    expect(readFileSync(join(folder, 'gongshu/refused', kept ?? ''), 'utf8')).toBe(torn)
  })

  test('forgets the notes that may speak of lines which are gone', async () => {
    const folder = testFolder()
    const path = await admitted(folder, 2)
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    site.setNote('listing', 'read to its end')
    await archive.finish()
    await archive.close()
    truncateSync(path, statSync(path).size - 1)
    const again = await openTestArchive(folder)
    expect((await again.site('gongshu')).note('listing')).toBeNull()
    await again.close()
  })

  test('a last line that the index has seen is damage when it is altered, not a torn one', async () => {
    const folder = testFolder()
    const path = await admitted(folder, 3)
    const bytes = readFileSync(path)
    bytes[bytes.length - 100] = 33
    writeFileSync(path, bytes)
    const archive = await openTestArchive(folder)
    await expect(archive.site('gongshu')).rejects.toMatchObject({ code: 'archive-damaged' })
    await archive.close()
  })
})

describe('a damaged ledger', () => {
  test('is refused, and the line in the middle is named', async () => {
    const folder = testFolder()
    const path = await admitted(folder, 5, false)
    const lines = readFileSync(path, 'utf8').split('\n')
    lines[2] = (lines[2] ?? '').replace('报告', '假报')
    lines[2] = lines[2].replace('host/3', 'host/9')
    writeFileSync(path, lines.join('\n'))
    const archive = await openTestArchive(folder)
    await expect(archive.site('gongshu')).rejects.toMatchObject({
      code: 'archive-damaged',
      message: `${path}: line 3: the checksum does not fit the line`,
    })
    await expect(archive.site('yuhang')).rejects.toMatchObject({ code: 'archive-damaged' })
    await archive.close()
  })

  test('with a line taken out is refused even if every line is good by itself', async () => {
    const folder = testFolder()
    const path = await admitted(folder, 5, false)
    const lines = readFileSync(path, 'utf8').split('\n')
    writeFileSync(path, lines.toSpliced(1, 1).join('\n'))
    await expect((await readArchive(folder)).site('gongshu')).rejects.toThrow(
      'line 2: sequence number 3 follows 1',
    )
  })

  test('with a line rewritten, its own checksum made to fit, is refused at the line after it', async () => {
    const folder = testFolder()
    const path = await admitted(folder, 3, false)
    const lines = readFileSync(path, 'utf8').split('\n')
    const read = decodeLine(Buffer.from(lines[1] ?? ''))
    if (read.kind === 'bad') return expect.unreachable()
    writeFileSync(path, lines.with(1, encodeLine({ ...read.capture, title: '另一个标题' })).join('\n'))
    await expect((await readArchive(folder)).site('gongshu')).rejects.toThrow(
      'line 3: the hash of the line before does not fit',
    )
  })

  test('behind the index is found by whoever walks it', async () => {
    const folder = testFolder()
    const path = await admitted(folder, 5)
    writeFileSync(path, readFileSync(path, 'utf8').replace('host/2', 'host/9'))
    const archive = await readArchive(folder)
    const site = await archive.site('gongshu')
    await expect(seqs(site)).rejects.toMatchObject({ code: 'archive-damaged' })
    await expect(site.capture(2)).rejects.toThrow('line 2')
    await archive.close()
  })
})

describe('the index', () => {
  test.each(['{"format":"nianbao/index@1"', '', '[]', '{"format":"nianbao/index@9"}'])(
    'that reads %j is set aside and made anew from the ledger, with everything to be derived',
    async (text) => {
      const folder = testFolder()
      await admitted(folder, 3)
      const path = join(folder, 'gongshu/index.json')
      writeFileSync(path, text)
      const archive = await openTestArchive(folder)
      const site = await archive.site('gongshu')
      expect(site.bundleKeys()).toEqual(count(3).map((n) => `http://host/${n}`))
      expect(site.underived()).toHaveLength(3)
      expect(readdirSync(join(folder, 'gongshu/refused'))[0]).toMatch(/^index-/u)
      await archive.finish()
      await archive.close()
      expect(readFileSync(path, 'utf8')).toContain('http://host/3')
    },
  )

  test('in which one digit is another is made anew, for it might be another line', async () => {
    const folder = testFolder()
    await admitted(folder, 3)
    const path = join(folder, 'gongshu/index.json')
    const before = readFileSync(path, 'utf8')
    const altered = before.replace('"captures":[2]', '"captures":[3]')
    expect(altered).not.toBe(before)
    writeFileSync(path, altered)
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    expect(site.recovered.join()).toContain('index.json was missing or unreadable')
    expect((await site.bundle('http://host/2')).originals.map(({ capture }) => capture)).toEqual([2])
    await archive.close()
  })

  test('is the same whether it grew line by line or was made anew', async () => {
    const folder = testFolder()
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    const first = await site.admit(page(1), factsOf('page'))
    const second = await site.admit(page(2), factsOf('page'))
    const file = (parent: number, body: string) =>
      site.admit(exchangeOf('http://host/f.docx', body), factsOf('attachment', { parent }))
    await file(first.seq, 'a')
    await file(second.seq, 'a')
    await site.admit(page(1), factsOf('page'))
    await file(second.seq, 'b')
    const back = await site.admit(page(2), factsOf('page'))
    await file(back.seq, 'b')
    await file(first.seq, 'b')
    await archive.finish()
    await archive.close()
    const path = join(folder, 'gongshu/index.json')
    const grown = readFileSync(path, 'utf8')
    expect((JSON.parse(grown) as { bundles: object }).bundles).toMatchObject({
      'http://host/1': { captures: [1, 3, 9] },
      'http://host/2': { captures: [2, 4, 6] },
    })
    writeFileSync(path, '')
    const again = await openTestArchive(folder)
    await again.site('gongshu')
    await again.finish()
    await again.close()
    expect(readFileSync(path, 'utf8')).toBe(grown)
  })

  test('lets a ledger of 10,000 lines be opened by reading its last line only', async ({ skip }) => {
    const folder = testFolder()
    await admitted(folder, 0)
    const path = join(folder, 'gongshu/captures.jsonl')
    mkdirSync(join(folder, 'gongshu'), { recursive: true })
    let prev = noLine
    const lines = count(10_000).map((seq) => {
      const content = { outcome: 'unchanged', sha256: noLine, size: 1, extension: 'html' } as const
      const facts = factsOf('page')
      const parts = { seq, prev, run: 'r', exchange: page(seq % 500), facts, content, encodedExtension: '' }
      const line = encodeLine(captureOf(parts))
      prev = hash('sha256', line)
      return `${line}\n`
    })
    writeFileSync(path, lines.join(''))
    const archive = await openTestArchive(folder)
    await archive.site('gongshu')
    await archive.finish()
    if (!existsSync('/proc/self/io')) {
      skip('no /proc/self/io here, so bytes that were read cannot be counted')
    }
    const index = statSync(join(folder, 'gongshu/index.json')).size
    const before = bytesRead()
    const site = await archive.site('gongshu')
    const read = bytesRead() - before
    expect(site.lines()).toBe(10_000)
    expect(statSync(path).size).toBeGreaterThan(8_000_000)
    expect(read - index).toBeLessThan(20_000)
    await archive.close()
  }, 30_000)
})

function bytesRead(): number {
  return Number(/^rchar: (\d+)/u.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])
}
