import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { timestampQuery } from '../src/archive/timestampQuery.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { finishedArchive, flip } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { everyday } from './running/everyday.ts'
import { html, localSite } from './running/localSite.ts'
import { lastLine, nianbao, root } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { timestampAuthority, type TimestampAuthority } from './running/timestampAuthority.ts'

/** The configuration of the checkout with an authority in it. */
async function configWith(authority: object | null): Promise<string> {
  const folder = join(await temporaryFolder(), 'config')
  cpSync(join(root, 'config'), folder, { recursive: true })
  writeFileSync(join(folder, 'timestamp.json'), JSON.stringify({ authority }))
  return folder
}
const configFor = ({ url, ca }: TimestampAuthority, more: object = {}) => configWith({ url, ca, ...more })

/** An archive with two checkpoints and nothing to sign. */
async function finished(): Promise<string> {
  const folder = join(testFolder(), 'archive')
  await finishedArchive(folder)
  return folder
}
const problemsIn = async (archive: string) =>
  (await Array.fromAsync(verifyArchive(archive))).map(
    ({ severity, code, file }) => `${severity} ${code} ${file}`,
  )
const sign = (archive: string, config: string) =>
  nianbao('checkpoint', '--archive', archive, '--config', config)
const stampsIn = (archive: string) =>
  readdirSync(join(archive, 'checkpoints')).filter((name) => name.endsWith('.tsr'))

describe('a query', () => {
  test.each([null, '1.2.3.4.16384', '2.5.29.32.0'])(
    'is one that openssl reads, with the policy %s',
    (policy) => {
      const folder = testFolder()
      writeFileSync(join(folder, 'data'), 'words')
      writeFileSync(join(folder, 'q'), timestampQuery(Buffer.from('words'), policy))
      const text = (file: string) =>
        execFileSync('openssl', ['ts', '-query', '-in', file, '-text'], {
          cwd: folder,
          encoding: 'utf8',
          stdio: 'pipe',
        })
      const asked = policy === null ? [] : ['-tspolicy', policy]
      execFileSync(
        'openssl',
        ['ts', '-query', '-data', 'data', '-sha256', '-cert', ...asked, '-out', 'other'],
        { cwd: folder, stdio: 'pipe' },
      )
      const withoutNonce = (words: string) => words.replace(/Nonce: .*/u, 'Nonce')
      expect(withoutNonce(text('q'))).toBe(withoutNonce(text('other')))
      expect(timestampQuery(Buffer.from('words'), policy)).not.toEqual(readFileSync(join(folder, 'q')))
    },
  )
})

describe('a configured authority', () => {
  test('stamps the checkpoint at the end of a run, once, under our user agent', async () => {
    const authority = await timestampAuthority()
    const site = await localSite(
      { '/a.html': '米市巷街道2022年政府信息公开工作年度报告' },
      { '/a.html': html('<html>年报') },
    )
    const crawl = async () => nianbao('crawl', ...site.options, '--config', await configFor(authority))
    await crawl()
    expect(stampsIn(site.archive)).toEqual(['1.tsr'])
    expect(authority.seen).toEqual([
      expect.stringMatching(/^POST application\/timestamp-query nianbao\/.*contact/u),
    ])
    await crawl()
    expect(stampsIn(site.archive)).toEqual(['1.tsr', '2.tsr'])
    expect(await problemsIn(site.archive)).toEqual([])
  })

  test('is checked by the commands of README.md and of a proof, also when its certificate has ended', async () => {
    const authority = await timestampAuthority()
    const archive = await finished()
    const { stdout } = await sign(archive, await configFor(authority))
    expect(stdout).toContain('time stamp  ')
    expect(stampsIn(archive)).toEqual(['2.tsr'])
    await sign(archive, await configFor(authority))
    expect(authority.seen).toHaveLength(1)
    const readme = readFileSync(join(archive, 'README.md'), 'utf8')
    const commands = [...readme.matchAll(/```sh\n(.*?)```/gsu)].map(([, script]) => script ?? '')
    const check = commands.find((script) => script.includes('ts -verify')) ?? 'false'
    const stranger = () =>
      spawnSync('sh', ['-c', check], { cwd: join(archive, 'checkpoints'), encoding: 'utf8' })
    expect(stranger()).toMatchObject({ status: 0, stderr: '' })
    expect(stranger().stdout).toMatch(/^2\.txt: \w{3} +\d+ \d\d:\d\d:\d\d(\.\d+)? \d{4} GMT\n$/u)

    const out = join(testFolder(), 'proof')
    await nianbao('prove', '330105001/2022', '--out', out, '--archive', archive)
    const proof = () => spawnSync('sh', [join(out, 'verify.sh')], { encoding: 'utf8' })
    expect(proof()).toMatchObject({ status: 0, stderr: '' })
    expect(proof().stdout).toMatch(
      /\nstamped on \w{3} +\d+ [\d:.]+ \d{4} GMT by an authority of authorities\.pem/u,
    )
    const page = readFileSync(join(out, 'VERIFY.md'), 'utf8')
    const byHand = [...page.matchAll(/```sh\n(openssl ts .*?)```/gsu)].map(([, script]) => script ?? '')
    expect(byHand).toHaveLength(1)
    execFileSync('sh', ['-c', byHand[0] ?? 'false'], { cwd: out, stdio: 'pipe' })

    const ended = authority.reply(timestampQuery(readFileSync(join(archive, 'checkpoints/2.txt')), null), -1)
    rmSync(join(archive, 'checkpoints/2.tsr'))
    writeFileSync(join(archive, 'checkpoints/2.tsr'), ended)
    expect(stranger().status).toBe(0)
    expect(await problemsIn(archive)).toEqual([])
  })

  test('is asked for the policy that is configured', async () => {
    const authority = await timestampAuthority()
    const archive = await finished()
    await sign(archive, await configFor(authority, { policy: authority.policy }))
    const stamp = join(archive, 'checkpoints/2.tsr')
    const text = execFileSync('openssl', ['ts', '-reply', '-in', stamp, '-text'], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    expect(text).toContain(`Policy OID: ${authority.policy}`)
  })

  test('is off where nothing is configured, and never asked in a rehearsal unless it is on this machine', async () => {
    const archive = await finished()
    for (const config of [join(root, 'config'), await configWith(null)])
      expect((await sign(archive, config)).code).toBe(0)
    const elsewhere = await timestampAuthority()
    const { code, stdout } = await sign(
      archive,
      await configFor({ ...elsewhere, url: 'http://tsa.example.invalid/' }),
    )
    expect(code).toBe(0)
    expect(stdout).not.toContain('time stamp')
    expect(stampsIn(archive)).toEqual([])
  })

  test.each<[string, object, RegExp]>([
    ['no address', { url: 'tsa', ca: 'ca.pem' }, /authority\.url/u],
    ['no certificate', { url: 'http://127.0.0.1:1/', ca: 'fetch.json' }, /no certificate/u],
    ['a file that is not there', { url: 'http://127.0.0.1:1/', ca: 'nowhere.pem' }, /does not exist/u],
    ['no policy', { url: 'http://127.0.0.1:1/', ca: 'fetch.json', policy: 'mine' }, /authority\.policy/u],
  ])('that is configured with %s is refused before anything is done', async (_what, authority, words) => {
    const archive = await finished()
    const { code, stderr } = await sign(archive, await configWith(authority))
    expect([code, lastLine(stderr)]).toEqual([2, expect.stringMatching(/bad-config/u)])
    expect(lastLine(stderr)).toMatch(words)
  })
})

describe('an authority that fails', () => {
  const failures: Record<string, Parameters<TimestampAuthority['misbehave']>[0]> = {
    'does not answer': (_query, response) => response.destroy(),
    'answers 503': (_query, response) => response.writeHead(503).end(),
    'sends a page': (_query, response) => response.writeHead(200).end('<html>'),
    'sends us elsewhere': (_query, response) => response.writeHead(302, { location: '/other' }).end(),
    'sends without end': (_query, response) => response.writeHead(200).end(Buffer.alloc(1 << 20)),
    'answers nothing': (_query, response) => response.writeHead(200).end(),
  }
  test.each(everyday(Object.keys(failures), 2))(
    'and %s fails no run, is told with its code, and is asked again',
    async (how) => {
      const authority = await timestampAuthority()
      const archive = await finished()
      const config = await configFor(authority)
      authority.misbehave(failures[how] ?? null)
      const { code, stdout } = await sign(archive, config)
      expect([code, stdout]).toEqual([
        0,
        expect.stringMatching(/no time stamp {2}no-timestamp: .*the next run asks again/u),
      ])
      expect(stampsIn(archive)).toEqual([])
      authority.misbehave(null)
      await sign(archive, config)
      expect(stampsIn(archive)).toEqual(['2.tsr'])
    },
  )

  test.each<[string, (authority: TimestampAuthority, query: Buffer) => Buffer]>([
    ['a stamp of something else', (authority) => authority.reply(timestampQuery(Buffer.from('other'), null))],
    ['an old stamp of the same', (authority, query) => authority.reply(withOtherNonce(query))],
    ['a stamp of a certificate that has ended', (authority, query) => authority.reply(query, -1)],
    [
      'an altered stamp',
      (authority, query) => {
        const reply = authority.reply(query)
        reply[reply.length - 20] = (reply.at(-20) ?? 0) ^ 1
        return reply
      },
    ],
  ])('by %s is not believed', async (_what, make) => {
    const authority = await timestampAuthority()
    const archive = await finished()
    authority.misbehave((query, response) => response.writeHead(200).end(make(authority, query)))
    expect((await sign(archive, await configFor(authority))).stdout).toMatch(
      /no-timestamp: the reply of the authority/u,
    )
    expect(stampsIn(archive)).toEqual([])
  })

  test('by the stamp of another authority is not believed', async () => {
    const [authority, other] = [await timestampAuthority(), await timestampAuthority()]
    const archive = await finished()
    expect((await sign(archive, await configFor({ ...authority, ca: other.ca }))).stdout).toContain(
      'no-timestamp',
    )
  })

  test('warns a crawl, which ends as it would have ended', async () => {
    const authority = await timestampAuthority()
    authority.misbehave(failures['answers 503'] ?? null)
    const title = '米市巷街道2022年政府信息公开工作年度报告'
    const site = await localSite({ '/a.html': title }, { '/a.html': html(`<html>${title}`) })
    const plain = await localSite({ '/a.html': title }, { '/a.html': html(`<html>${title}`) })
    const warned = await nianbao('crawl', ...site.options, '--config', await configFor(authority))
    expect(warned.code).toBe((await nianbao('crawl', ...plain.options)).code)
    expect(warned.stderr).toMatch(/"kind":"warned","code":"no-timestamp"/u)
    expect(existsSync(join(site.archive, 'checkpoints/1.txt'))).toBe(true)
  })
})

describe('verify', () => {
  test('finds a time stamp of which a byte was changed, and one of another checkpoint', async () => {
    const authority = await timestampAuthority()
    const archive = await finished()
    await sign(archive, await configFor(authority))
    const stamp = join(archive, 'checkpoints/2.tsr')
    const size = readFileSync(stamp).length
    for (const at of [0, 60, Math.floor(size / 2), size - 20]) {
      flip(stamp, at)
      expect(await problemsIn(archive), String(at)).toContain('damage timestamp-differs checkpoints/2.tsr')
      flip(stamp, at)
    }
    cpSync(stamp, join(archive, 'checkpoints/1.tsr'))
    expect(await problemsIn(archive)).toEqual(['damage timestamp-differs checkpoints/1.tsr'])
  })
})

/** Its nonce is the last INTEGER but for the three bytes after it. */
function withOtherNonce(query: Buffer): Buffer {
  const other = Buffer.from(query)
  other[other.length - 5] = (other.at(-5) ?? 0) ^ 1
  return other
}
