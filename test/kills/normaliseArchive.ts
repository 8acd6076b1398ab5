import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Capture } from '../../src/model/capture.ts'
import { Report } from '../../src/model/report.ts'

/** What an archive says once times, runs and numbers are left out: two crawls of the same site say the same. */
export interface NormalArchive {
  /** Ledger lines in the order of role and address; a parent is named by its address. */
  readonly captures: readonly object[]
  /** Paths below `originals/`. */
  readonly originals: readonly string[]
  /** `originals.sha256` as it stands. */
  readonly manifest: string
  /** Reports by path, their sources without time and number. */
  readonly reports: Readonly<Record<string, object>>
}

/**
 * Reads a site's part of an archive for comparison. Left out: `runs/` and `refused/`, which tell what happened on the way; `index.json`,
 * a cache of the ledger that holds times; of a ledger line its number, the hash of the line before, time, run and the headers
 * that name a time or a connection.
 */
export async function normaliseArchive(site: string): Promise<NormalArchive> {
  const lines = await capturesIn(site)
  const urls = new Map(lines.map(({ seq, url }) => [seq, url]))
  const captures = lines
    .map((line) => comparable(line, urls))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : Number(orderOf(a) > orderOf(b))))
  const files = await readdir(join(site, 'originals'), { recursive: true })
  const names = (await readdir(join(site, 'reports'), { recursive: true })).filter((name) =>
    name.endsWith('.json'),
  )
  const reports = await Promise.all(
    names.sort().map(async (name) => [name, await reportAt(join(site, 'reports', name))] as const),
  )
  return {
    captures,
    originals: files.filter((name) => name.includes('.')).sort(),
    manifest: await readFile(join(site, 'originals.sha256'), 'utf8'),
    reports: Object.fromEntries(reports),
  }
}

/** Every whole line of a ledger; none where there is no ledger yet. */
export async function capturesIn(site: string): Promise<readonly Capture[]> {
  const text = await readFile(join(site, 'captures.jsonl'), 'utf8').catch(() => '')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      return Capture.parse(without(JSON.parse(line) as Record<string, unknown>, ['check']))
    })
}

const passing = ['date', 'connection', 'keep-alive'] as const

function comparable(
  line: Capture,
  urls: ReadonlyMap<number, string>,
): object & Pick<Capture, 'role' | 'url'> {
  const { role, url, parent, response_headers } = line
  const others = {
    ...without(line, ['seq', 'prev', 'time', 'run', 'parent']),
    response_headers: without(response_headers, passing),
    from: parent === null ? null : urls.get(parent),
  }
  return { ...others, role, url }
}

function without(record: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}

const orderOf = ({ role, url }: Pick<Capture, 'role' | 'url'>): string => `${role} ${url}`

async function reportAt(path: string): Promise<object> {
  const report = Report.parse(JSON.parse(await readFile(path, 'utf8')))
  return {
    ...report,
    sources: report.sources.map((source) => without(source, ['capture', 'captured'])),
    editions: report.editions.map((edition) => ({
      ...without(edition, ['first_seen', 'sources']),
      sources: edition.sources?.map((source) => without(source, ['capture', 'captured'])),
    })),
  }
}
