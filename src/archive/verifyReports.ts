import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { withConversion } from '../model/originalsOf.ts'
import type { Report } from '../model/report.ts'
import { filesBelow } from './filesBelow.ts'
import { problem, type Problem } from './problem.ts'
import { reportPath, reportText } from './reportFile.ts'
import { readIfThere } from './readIfThere.ts'
import { parseReport } from './reports.ts'
import type { SiteReader } from './siteReader.ts'
import { readOr, unreadableProblem } from './readOr.ts'
import type { SiteProgress } from './verifyProgress.ts'

/** A report that the archived originals give by today's rules, and the keys of the bundles that it comes from. */
export interface Rederived {
  readonly report: Report
  readonly bundles: readonly string[]
}

export interface ReportsToVerify {
  readonly site: SiteReader
  readonly folder: string
  readonly recorded: ReadonlySet<string>
  /** The report files as they lay there before the ledger was read. */
  readonly kept: KeptReports
  /** Makes reports again that rest on these bundles; null where nobody can. */
  readonly rederive:
    | ((site: SiteReader, keys: readonly string[], made: () => void) => AsyncIterable<Rederived>)
    | null
  /** Only reports with news from this ledger line on are made again. */
  readonly first: number
  readonly progress: Pick<SiteProgress, 'bundles' | 'made'>
  readonly nameOf: (path: string) => string
}

export type KeptReport = { readonly path: string; readonly text: string } & (
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'unreadable'; readonly why: Pick<Problem, 'severity' | 'message'> }
)

/** What lies below `reports/` of a site: report files by their path below its folder, and the folders that cannot be listed. */
export interface KeptReports {
  readonly files: ReadonlyMap<string, KeptReport>
  readonly unlisted: readonly string[]
  readonly problems: readonly Problem[]
}

/** Reports against their schema, against the ledger, and against what is derived anew. */
export async function* verifyReports(task: ReportsToVerify): AsyncGenerator<Problem> {
  const kept = new Map(task.kept.files)
  const named = new Set<string>()
  // What they are by themselves first: making them again may fail.
  for (const found of [...kept.values()].flatMap((file) => [...unreadable(task, file), ...unfoundedProblem(task, file)])) {
    named.add(found.file)
    yield found
  }
  if (task.rederive === null) return

  const behind = new Set(task.site.underived())
  const all = task.site.bundleKeys()
  const keys = task.first <= 1 ? all : task.site.bundlesSince(task.first - 1)
  task.progress.bundles(all.length, keys.length)
  for await (const { report, bundles } of task.rederive(task.site, keys, task.progress.made)) {
    if (report.id === null) continue
    const path = reportPath(report.id)
    const file = kept.get(path)
    kept.delete(path)
    if (file?.kind === 'unreadable' || (file === undefined && isHidden(task, path))) continue
    const unfinished = bundles.some((key) => behind.has(key))
    const found = compare(report, file, unfinished)
    if (found === null || (found.severity === 'damage' && (await wasRewritten(task, path, file)))) continue
    yield problem(found.code, found.severity, task.nameOf(path))
  }
  const severity = behind.size > 0 ? 'unfinished' : 'damage'
  for (const { path } of kept.values()) {
    // Of a part of the bundles nothing follows for the reports of the others.
    if (keys.length === all.length && !named.has(task.nameOf(path)))
      yield problem('report-unfounded', severity, task.nameOf(path))
  }
}

/** Whether nobody can tell if a report lies there: its folder cannot be listed. */
const isHidden = ({ kept }: ReportsToVerify, path: string): boolean =>
  kept.unlisted.some((folder) => path.startsWith(`${folder}/`))

/** `unfinished`: the newest content was archived and not yet derived, so an older or no report is to be expected. */
function compare(
  report: Report,
  file: Extract<KeptReport, { kind: 'report' }> | undefined,
  unfinished: boolean,
): Pick<Problem, 'code' | 'severity'> | null {
  const severity = unfinished ? 'unfinished' : 'damage'
  if (file === undefined) return { code: 'report-missing', severity }
  if (file.text === reportText(report)) return null
  if (file.report.rules !== report.rules) return { code: 'report-stale', severity: 'stale' }
  // Made from the very same captures, so it is no matter of being behind.
  const sameSources = JSON.stringify(file.report.sources) === JSON.stringify(report.sources)
  return { code: 'report-differs', severity: sameSources ? 'damage' : severity }
}

/** Whether a writer beside us has made the file anew since it was read. */
async function wasRewritten(task: ReportsToVerify, path: string, before: KeptReport | undefined): Promise<boolean> {
  const named = { code: 'report-missing', file: path } as const
  return (await readOr(null, [], named, () => readIfThere(join(task.folder, path)))) !== (before?.text ?? null)
}

function unfoundedProblem(task: ReportsToVerify, file: KeptReport): Problem[] {
  if (file.kind === 'unreadable') return []
  const stranger = file.report.sources.flatMap(withConversion).find((sha256) => !task.recorded.has(sha256))
  if (stranger === undefined && file.report.sources.length > 0) return []
  const message = `no ledger line speaks of its source ${stranger ?? '(it names none)'}`
  return [problem('report-unfounded', 'damage', task.nameOf(file.path), { message })]
}

function unreadable(task: ReportsToVerify, file: KeptReport): Problem[] {
  if (file.kind === 'report') return []
  const { severity, message } = file.why
  return [problem('report-unreadable', severity, task.nameOf(file.path), { message })]
}

/** The report files of a site as they lie there; `nameOf` gives what verify calls them. */
export async function keptReports(folder: string, nameOf: (path: string) => string): Promise<KeptReports> {
  const { files, folders, unlisted } = await filesBelow(join(folder, 'reports'))
  const kept = new Map<string, KeptReport>()
  // A folder in the place of a report is refused by name when it is read.
  for (const name of [...files, ...folders].filter((file) => file.endsWith('.json'))) {
    const path = join('reports', name)
    const refused: Problem[] = []
    const named = { code: 'report-unreadable', file: nameOf(path) } as const
    const text = await readOr(null, refused, named, () => readIfThere(join(folder, path)))
    const [why] = refused
    if (why !== undefined) kept.set(path, { kind: 'unreadable', path, text: '', why })
    else if (text !== null) kept.set(path, parsed(folder, path, text))
  }
  const problems = unlisted.map((each) => hidden(nameOf(join('reports', each.folder)), each.error))
  return { files: kept, unlisted: unlisted.map((each) => join('reports', each.folder)), problems }
}

const hidden = (file: string, error: unknown): Problem => unreadableProblem(error, { code: 'folder-unreadable', file })

function parsed(folder: string, path: string, text: string): KeptReport {
  try {
    return { kind: 'report', path, text, report: parseReport(folder, join(folder, path), text) }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    const message = 'the file is no report, or another than its path says'
    return { kind: 'unreadable', path, text, why: { severity: 'damage', message } }
  }
}
