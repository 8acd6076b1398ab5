import fs from 'node:fs'
import path from 'node:path'
import type { LookupFunction } from 'node:net'
import { describe, expect, test } from 'vitest'
import { classifyBody } from '../src/fetch/classify.ts'
import { formatFault } from '../src/fetch/formatFault.ts'
import { openLane } from '../src/fetch/lane.ts'
import { looksLike } from '../src/fetch/magic.ts'
import { isPublicAddress, publicLookup } from '../src/fetch/publicAddress.ts'
import { retryAfter } from '../src/fetch/retryAfter.ts'
import { targetFault } from '../src/fetch/target.ts'

describe('public addresses', () => {
  test.each([
    '8.8.8.8',
    '223.5.5.5',
    '2400:3200::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ])('%s may be connected to', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.0.0.8'],
    ...['192.168.0.1', '198.18.0.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::7f00:1', 'fe80::1%eth0', 'fc00::1', 'fec0::1', 'ff02::1', '2001:db8::1', '2001::1'],
    ...[
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
      '64:ff9b:1::808:808',
      '2002:a00:1::1',
      '::ffff:0:8.8.8.8',
      '4000::1',
    ],
    ...['', 'localhost', 'no address'],
  ])('%s may not', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test('a socket is given the public addresses of a name and no others', async () => {
    const lookup: LookupFunction = (_name, _options, callback) => {
      callback(null, [
        { address: '10.0.0.1', family: 4 },
        { address: '223.5.5.5', family: 4 },
        { address: 'fd00::1', family: 6 },
      ])
    }
    const all = await new Promise((resolve) => {
      publicLookup(lookup)('x.gov.cn', { all: true }, (_error, found) => {
        resolve(found)
      })
    })
    expect(all).toEqual([{ address: '223.5.5.5', family: 4 }])
    const one = await new Promise((resolve) => {
      publicLookup(lookup)('x.gov.cn', {}, (_error, ...found) => {
        resolve(found)
      })
    })
    expect(one).toEqual(['223.5.5.5', 4])
  })
})

describe('the allow-list', () => {
  test.each<[string, string, boolean]>([
    ['https://www.x.gov.cn/a', 'www.x.gov.cn', true],
    ['https://www.x.gov.cn/a', 'WWW.X.gov.cn', true],
    ['https://x.gov.cn/a', 'www.x.gov.cn', false],
    ['https://www.x.gov.cn.evil.cn/a', 'www.x.gov.cn', false],
    ['http://www.x.gov.cn:9311/a', 'www.x.gov.cn:9311', true],
    ['http://www.x.gov.cn:9311/a', 'www.x.gov.cn', false],
    ['http://www.x.gov.cn/a', 'www.x.gov.cn:80', true],
    ['https://www.x.gov.cn/a', 'www.x.gov.cn:80', false],
    ['http://某市.政务.cn/a', '某市.政务.cn', true],
  ])('%s with %s listed: %s', (url, listed, allowed) => {
    expect(targetFault(new URL(url), [listed]) === null).toBe(allowed)
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 2, 3, 4, 5)
  test.each<[string | undefined, number | null]>([
    [undefined, null],
    ['', null],
    ['7', 7000],
    ['7, 9', 7000],
    ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
    ['Fri, 02 Jan 2026 03:04:01 GMT', 0],
    ['-3', null],
    ['soon', null],
  ])('%s asks for %s ms', (header, pause) => {
    expect(retryAfter(header, now)).toBe(pause)
  })
})

describe('the lane of a host', () => {
  test('keeps the pace between starts, however long a task takes', async () => {
    const lane = openLane(10_000, new AbortController().signal)
    const starts: number[] = []
    await Promise.all(
      [0, 150, 0].map((duration) =>
        lane.alone(async () => {
          expect(await lane.start(100)).toBe(true)
          starts.push(performance.now())
          await new Promise((resolve) => setTimeout(resolve, duration))
        }),
      ),
    )
    const [first = 0, second = 0, third = 0] = starts
    expect(second - first).toBeGreaterThanOrEqual(99)
    expect(third - second).toBeGreaterThanOrEqual(149)
  })

  test('is held for as long as the longest hold asks', async () => {
    const lane = openLane(10_000, new AbortController().signal)
    const before = performance.now()
    lane.hold(120)
    lane.hold(10)
    await lane.alone(() => lane.start(0))
    expect(performance.now() - before).toBeGreaterThanOrEqual(119)
  })
})

describe('whole files', () => {
  const corpus = path.resolve(import.meta.dirname, '../../shared/corpus')
  const names = fs.existsSync(corpus) ? fs.readdirSync(corpus) : []
  if (names.length === 0) process.stderr.write('skipped: no corpus beside the checkout\n')
  const files = names
    .filter((name) => !name.endsWith('.json'))
    .map((name) => ({ name, bytes: fs.readFileSync(path.join(corpus, name)) }))
  const answered = new URL('http://www.x.gov.cn/a.html')

  test.skipIf(files.length === 0)(
    'every report of the corpus is whole, and none looks like an error page',
    () => {
      for (const { name, bytes } of files) {
        const looks = looksLike(bytes)
        expect([name, formatFault(bytes, looks, false)]).toEqual([name, null])
        const evidence = { status: 200, body: bytes, looks, headers: {}, asked: answered, answered }
        expect([name, classifyBody(evidence, looks === 'html' ? 'page' : 'attachment')]).toEqual([name, null])
      }
    },
  )

  test.skipIf(files.length === 0)('a report cut anywhere is told from a whole one by its format', () => {
    const formats = new Set<string>()
    for (const { name, bytes } of files) {
      const looks = looksLike(bytes)
      // A fragment of HTML that is cut between two tags shows nothing.
      if (looks === 'other' || (looks === 'html' && !bytes.includes('<html'))) continue
      formats.add(looks)
      for (let tenth = 1; tenth < 10; tenth += 1) {
        const cut = bytes.subarray(0, Math.floor((bytes.length * tenth) / 10))
        expect([name, tenth, formatFault(cut, looks, false)]).toEqual([name, tenth, expect.any(String)])
      }
    }
    expect([...formats].sort()).toEqual(['html', 'ole', 'pdf', 'zip'])
  })

  test('bytes that are missing inside a ZIP are noticed', () => {
    const entry = Buffer.alloc(46)
    entry.write('PK\u0001\u0002', 'latin1')
    const end = Buffer.alloc(22)
    end.write('PK\u0005\u0006', 'latin1')
    end.writeUInt16LE(1, 10)
    end.writeUInt32LE(46, 12)
    end.writeUInt32LE(500, 16)
    const whole = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(496), entry, end])
    expect(formatFault(whole, 'zip', true)).toBeNull()
    expect(formatFault(Buffer.concat([whole.subarray(0, 100), whole.subarray(200)]), 'zip', true)).toContain(
      'missing',
    )
    end.writeUInt16LE(2, 10)
    expect(formatFault(Buffer.concat([whole.subarray(0, -22), end]), 'zip', true)).toContain('damaged')
  })
})

describe('Comments before a page', () => {
  test.each([
    ['ever so many before a box', '<!---->'.repeat(140) + '<div>', 'html'],
    ['one before a whole page', '<!-- made by CMS 2.1 -->\n<!DOCTYPE html><html>', 'html'],
    ['one without end', '<!-- made by', 'html'],
    ['one before words', '<!-- x -->words', 'html'],
    ['one before XML', '<!-- x --><?xml version="1.0"?><a/>', 'xml'],
  ])('%s', { timeout: 10_000 }, (_what, text, looks) => {
    expect(looksLike(Buffer.from(text))).toBe(looks)
  })
})
