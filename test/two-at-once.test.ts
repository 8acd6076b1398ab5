import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { normaliseArchive } from './kills/normaliseArchive.ts'
import { localSite, type Answer, type LocalSite } from './running/localSite.ts'
import { nianbao, run, type Ended } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const years = Array.from({ length: 16 }, (_, n) => 2008 + n)
const article = (year: number): string => `/html/1001/${100_000 + year}.html`
const title = (year: number): string => `米市巷街道${year}年政府信息公开工作年度报告`

interface Street {
  readonly site: LocalSite
  /** Names all years in the listing, not only the first two. */
  readonly publish: () => void
  /** Lets the next pages out one by one, as `looked` (0 to 1) grows: so a crawl lasts as long as its readers need to look. */
  readonly slowDown: (looked: () => number) => void
}

async function street(): Promise<Street> {
  let allowed = (): number => Infinity
  let sent = 0
  const page = (year: number): Answer => {
    const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year, seed: `beside ${year}` })
    const body = Buffer.from(renderHtml(spec))
    return (_request, response) => {
      const timer = setInterval(() => {
        if (sent > allowed()) return
        sent += 1
        clearInterval(timer)
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body)
      }, 20)
    }
  }
  const listed = Object.fromEntries(years.slice(0, 2).map((year) => [article(year), title(year)]))
  const answers = Object.fromEntries(years.map((year) => [article(year), page(year)]))
  return {
    site: await localSite(listed, answers),
    publish() {
      for (const year of years) listed[article(year)] = title(year)
    },
    slowDown(looked) {
      sent = 0
      allowed = () => (looked() === 1 ? Infinity : looked() * (years.length - 3))
    },
  }
}

const severities = ({ stdout }: Ended): string[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { severity: string }).severity)

/** What each reader must hold to beside a writer; `out` is a new folder. */
const readers: readonly {
  readonly verb: string
  readonly args: (out: string) => readonly string[]
  readonly holds: (ended: Ended, out: string) => void | Promise<void>
}[] = [
  {
    verb: 'verify',
    args: () => ['verify', '--json'],
    holds: (ended) => {
      expect(severities(ended).filter((severity) => severity !== 'unfinished')).toEqual([])
    },
  },
  {
    verb: 'status',
    args: () => ['status', '--json'],
    holds: ({ stdout }) => {
      expect(JSON.parse(stdout)).toBeTypeOf('object')
    },
  },
  {
    verb: 'export jsonl',
    args: (out) => ['export', 'jsonl', '--out', out],
    holds: (_ended, out) => {
      const [name = ''] = readdirSync(out).filter((file) => /^reports\b.*\.jsonl$/u.test(file))
      const lines = readFileSync(join(out, name), 'utf8').split('\n').slice(0, -1)
      const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id)
      expect(ids.length).toBeGreaterThanOrEqual(2)
      expect(new Set(ids).size).toBe(ids.length)
    },
  },
  {
    verb: 'export bagit',
    args: (out) => ['export', 'bagit', '--out', out],
    holds: async (_ended, out) => {
      const checked = await run([
        'sh',
        '-c',
        'cd "$1" && cd "$(dirname "$(find . -name manifest-sha256.txt)")" && sha256sum --quiet -c manifest-sha256.txt',
        'sh',
        out,
      ])
      expect(checked).toMatchObject({ code: 0, stdout: '' })
    },
  },
  {
    verb: 'prove',
    args: (out) => ['prove', '330105001/2008', '--out', out],
    holds: async (_ended, out) => {
      const checked = await run(['sh', join(out, 'verify.sh')])
      expect(checked.code, checked.stdout + checked.stderr).toBe(0)
    },
  },
]

/**
 * Runs every reader again and again while `write` is at work. `looked` tells it which share of the readers (0 to 1) has run to its
 * end since it began.
 */
async function readBeside(archive: string, write: (looked: () => number) => Promise<unknown>): Promise<void> {
  const looked = new Set<string>()
  const ended = new AbortController()
  const isWorking = () => !ended.signal.aborted
  const written = write(() => looked.size / readers.length).finally(() => {
    ended.abort()
  })
  await Promise.all(
    readers.map(async (reader) => {
      while (isWorking()) {
        await look(archive, reader)
        if (isWorking()) looked.add(reader.verb)
      }
    }),
  )
  await written
  // Else somebody did not read beside anybody.
  expect(looked.size).toBe(readers.length)
}

async function look(archive: string, { verb, args, holds }: (typeof readers)[number]): Promise<void> {
  const out = join(await temporaryFolder(), 'out')
  const read = await nianbao(...args(out), '--archive', archive)
  expect(read.code, `${verb}: ${read.stdout}${read.stderr}`).toBe(0)
  await holds(read, out)
}

/** In another process, beside which others run. */
const started = async (args: readonly string[]): Promise<number | null> => (await nianbao(...args)).code

const snapshot = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mtimeMs, ino } = statSync(join(folder, name))
      return `${name} ${size} ${mtimeMs} ${ino}`
    })

test('readers beside a crawl see a consistent archive, and the crawl ends as if it had been alone', async () => {
  const { site, publish, slowDown } = await street()
  const alone = join(await temporaryFolder(), 'alone')
  // The last option wins, so both archives come from the same host on the same nights.
  const crawl = (archive: string) => started(['crawl', ...site.options, '--archive', archive])
  expect(await Promise.all([crawl(site.archive), crawl(alone)])).toEqual([0, 0])
  publish()
  await readBeside(site.archive, async (looked) => {
    slowDown(looked)
    expect(await crawl(site.archive)).toBe(0)
  })
  expect(await crawl(alone)).toBe(0)
  const folder = (archive: string) => join(archive, 'zhejiang-example')
  const found = await normaliseArchive(folder(site.archive))
  expect(found).toEqual(await normaliseArchive(folder(alone)))
  expect(Object.keys(found.reports)).toHaveLength(years.length)
  expect(await nianbao('verify', '--archive', site.archive)).toMatchObject({ code: 0, stdout: '' })
  expect(existsSync(join(site.archive, 'zhejiang-example/.unfinished'))).toBe(false)
}, 300_000)

test('readers beside a rebuild of every report see the old or the new one, and readers alone write nothing', async () => {
  const { site, publish } = await street()
  publish()
  expect(await started(['crawl', ...site.options])).toBe(0)
  const before = await normaliseArchive(join(site.archive, 'zhejiang-example'))
  await readBeside(site.archive, async (looked) => {
    while (looked() < 1) expect(await started(['extract', '--archive', site.archive])).toBe(0)
  })
  expect(await normaliseArchive(join(site.archive, 'zhejiang-example'))).toEqual(before)

  const lying = snapshot(site.archive)
  for (const reader of readers) await look(site.archive, reader)
  expect(snapshot(site.archive)).toEqual(lying)
}, 300_000)
