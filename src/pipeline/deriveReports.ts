import type { SiteArchive } from '../archive/siteArchive.ts'
import type { Bundle } from '../model/original.ts'
import type { Trouble } from '../model/run.ts'
import type { Derived, DerivedReport } from './deriveBundle.ts'
import { inParallel } from './inParallel.ts'
import { joinedBundle } from './joinedBundle.ts'
import { unreadOriginals } from './unreadOriginals.ts'

/** What deriving needs, and whom it tells. */
export interface DeriveTools {
  readonly derive: (bundle: Bundle) => Promise<Derived>
  /** Reports that are being filed now, by id: one after the other, for the later one knows more. */
  readonly filing: Map<string, Promise<void>>
  readonly report: (id: string) => void
  readonly unread: (trouble: Trouble) => void
  /** A report that its sources no longer give. */
  readonly replaced: (trouble: Trouble) => void
}

/** Bundles at hand at a time. */
const width = 16

/**
 * Stages 4 and 5 for bundles (by key) whose content is new: extracts and validates them, and files each report that they
 * speak of. A report may rest on several bundles (the same report at two addresses), and a bundle may stop speaking of a
 * report: both are looked at again. Reads only what is archived.
 */
export async function deriveReports(
  shelf: SiteArchive,
  keys: readonly string[],
  tools: DeriveTools,
): Promise<void> {
  const touched = new Map<string, DerivedReport | null>()
  await inParallel(width, keys, async (key) => {
    const before = reportIds(shelf, key)
    const derived = await tools.derive(await shelf.bundle(key))
    const unread = unreadOriginals(key, derived)
    shelf.recordDerived(key, outcomeOf(derived, unread))
    for (const id of before) if (!touched.has(id)) touched.set(id, null)
    for (const report of derived.reports) if (report.id !== null) touched.set(report.id, report)
    for (const trouble of unread) tools.unread(trouble)
  })
  await inParallel(width, touched, ([id, report]) =>
    inTurn(tools, id, () => fileReport(shelf, id, report, tools)),
  )
}

const reportIds = (shelf: SiteArchive, key: string): readonly string[] => {
  const outcome = shelf.outcome(key)
  return outcome?.kind === 'reports' ? outcome.ids : []
}

function inTurn({ filing }: DeriveTools, id: string, work: () => Promise<void>): Promise<void> {
  const turn = (filing.get(id) ?? Promise.resolve()).then(work)
  filing.set(id, turn)
  return turn
}

async function fileReport(
  shelf: SiteArchive,
  id: string,
  alone: DerivedReport | null,
  { derive, report: tell, replaced }: DeriveTools,
): Promise<void> {
  const keys = shelf.bundlesOf(id)
  if (keys.length === 0) {
    await shelf.removeReport(id)
    return
  }
  const report =
    alone && keys.length === 1
      ? alone
      : (await derive(await joinedBundle(shelf, keys))).reports.find((joined) => joined.id === id)
  if (!report) throw new Error(`${id}: its bundles together do not speak of it`)
  await shelf.writeReportText(id, report.text)
  tell(id)
  for (const { code, severity, message } of report.findings)
    if (code === 'source-replaced' && severity !== 'info')
      replaced({ url: keys[0] ?? id, code, message: `${id}: ${message}` })
}

type DerivedOutcome = Parameters<SiteArchive['recordDerived']>[1]

function outcomeOf({ reports, refused }: Derived, unread: readonly Trouble[]): DerivedOutcome {
  const left = unread.length > 0 ? { unread } : {}
  const ids = reports.flatMap(({ id }) => (id === null ? [] : [id]))
  if (ids.length > 0) return { kind: 'reports', ids, ...left }
  const [unfiled] = reports
  if (unfiled) return { kind: 'unfiled', message: `${unfiled.title}: unit or year is not certain`, ...left }
  const [first] = refused
  if (!first) return { kind: 'not-extracted', code: 'empty-file', message: 'holds no original' }
  return { kind: 'not-extracted', code: first.code, message: first.message, ...left }
}
