import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import type { Report } from '../model/report.ts'
import { problem, type Problem } from './problem.ts'
import { reportPath, reportText } from './reportFile.ts'
import { readIfThere } from './readIfThere.ts'
import { parseReport, reportFiles } from './reports.ts'
import type { SiteReader } from './siteReader.ts'
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
  readonly kept: ReadonlyMap<string, KeptReport>
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
  | { readonly kind: 'unreadable'; readonly reason: string }
)

/** Reports against their schema, against the ledger, and against what is derived anew. */
export async function verifyReports(task: ReportsToVerify): Promise<Problem[]> {
  const kept = new Map(task.kept)
  const unfounded = [...kept.values()].flatMap((file) => unfoundedProblem(task, file))
  const named = new Set(unfounded.map(({ file }) => file))
  if (task.rederive === null) return [...unfounded, ...[...kept.values()].flatMap((file) => unreadable(task, file))]

  const problems: Problem[] = [...unfounded]
  const behind = new Set(task.site.underived())
  const all = task.site.bundleKeys()
  const keys = task.first <= 1 ? all : task.site.bundlesSince(task.first - 1)
  task.progress.bundles(all.length, keys.length)
  for await (const { report, bundles } of task.rederive(task.site, keys, task.progress.made)) {
    if (report.id === null) continue
    const path = reportPath(report.id)
    const file = kept.get(path)
    kept.delete(path)
    const unfinished = bundles.some((key) => behind.has(key))
    const found = compare(report, file, unfinished)
    if (found === null || (found.severity === 'damage' && (await wasRewritten(task, path, file)))) continue
    problems.push(problem(found.code, found.severity, task.nameOf(path)))
  }
  for (const file of kept.values()) {
    const severity = behind.size > 0 ? 'unfinished' : 'damage'
    if (file.kind === 'unreadable') problems.push(...unreadable(task, file))
    // Of a part of the bundles nothing follows for the reports of the others.
    else if (keys.length === all.length && !named.has(task.nameOf(file.path))) {
      problems.push(problem('report-unfounded', severity, task.nameOf(file.path)))
    }
  }
  return problems
}

/** `unfinished`: the newest content was archived and not yet derived, so an older or no report is to be expected. */
function compare(
  report: Report,
  file: KeptReport | undefined,
  unfinished: boolean,
): Pick<Problem, 'code' | 'severity'> | null {
  const severity = unfinished ? 'unfinished' : 'damage'
  if (file === undefined) return { code: 'report-missing', severity }
  if (file.kind === 'unreadable') return { code: 'report-unreadable', severity }
  if (file.text === reportText(report)) return null
  if (file.report.rules !== report.rules) return { code: 'report-stale', severity: 'stale' }
  // Made from the very same captures, so it is no matter of being behind.
  const sameSources = JSON.stringify(file.report.sources) === JSON.stringify(report.sources)
  return { code: 'report-differs', severity: sameSources ? 'damage' : severity }
}

/** Whether a writer beside us has made the file anew since it was read. */
async function wasRewritten(task: ReportsToVerify, path: string, before: KeptReport | undefined): Promise<boolean> {
  return (await readIfThere(join(task.folder, path))) !== (before?.text ?? null)
}

function unfoundedProblem(task: ReportsToVerify, file: KeptReport): Problem[] {
  if (file.kind === 'unreadable') return []
  const stranger = file.report.sources.find(({ sha256 }) => !task.recorded.has(sha256))
  if (stranger === undefined && file.report.sources.length > 0) return []
  const message = `no ledger line speaks of its source ${stranger?.sha256 ?? '(it names none)'}`
  return [problem('report-unfounded', 'damage', task.nameOf(file.path), { message })]
}

function unreadable(task: ReportsToVerify, file: KeptReport): Problem[] {
  if (file.kind === 'report') return []
  return [problem('report-unreadable', 'damage', task.nameOf(file.path), { message: file.reason })]
}

/** The report files by their path below the site's folder. */
export async function keptReports(folder: string): Promise<Map<string, KeptReport>> {
  const kept = new Map<string, KeptReport>()
  for (const file of await reportFiles(folder)) {
    const path = file.slice(folder.length + 1)
    const text = await readIfThere(file)
    if (text !== null) kept.set(path, parsed(folder, file, path, text))
  }
  return kept
}

function parsed(folder: string, file: string, path: string, text: string): KeptReport {
  try {
    return { kind: 'report', path, text, report: parseReport(folder, file, text) }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    return { kind: 'unreadable', path, text, reason: 'the file is no report, or another than its path says' }
  }
}
