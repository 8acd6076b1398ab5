import type { SiteArchive } from '../archive/siteArchive.ts'
import type { Bundle } from '../model/original.ts'
import type { Trouble } from '../model/run.ts'
import type { Derived, DerivedReport } from './deriveBundle.ts'
import { inParallel } from './inParallel.ts'
import { joinedBundle } from './joinedBundle.ts'

/** What deriving needs, and whom it tells. */
export interface DeriveTools {
  readonly derive: (bundle: Bundle) => Promise<Derived>
  /** Reports that are being filed now, by id: one after the other, for the later one knows more. */
  readonly filing: Map<string, Promise<void>>
  readonly report: (id: string) => void
  readonly unread: (trouble: Trouble) => void
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
    const outcome = outcomeOf(key, derived)
    shelf.recordDerived(key, outcome)
    for (const id of before) if (!touched.has(id)) touched.set(id, null)
    for (const report of derived.reports) if (report.id !== null) touched.set(report.id, report)
    for (const trouble of [...outcome.left, ...replacedIn(key, derived)]) tools.unread(trouble)
  })
  await inParallel(width, touched, ([id, report]) =>
    inTurn(tools, id, () => fileReport(shelf, id, report, tools)),
  )
}

const reportIds = (shelf: SiteArchive, key: string): readonly string[] => shelf.outcome(key)?.ids ?? []

function inTurn({ filing }: DeriveTools, id: string, work: () => Promise<void>): Promise<void> {
  const turn = (filing.get(id) ?? Promise.resolve()).then(work)
  filing.set(id, turn)
  return turn
}

async function fileReport(
  shelf: SiteArchive,
  id: string,
  alone: DerivedReport | null,
  { derive, report: tell }: DeriveTools,
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
}

type DerivedOutcome = Parameters<SiteArchive['recordDerived']>[1]

function outcomeOf(key: string, { reports, refused }: Derived): DerivedOutcome {
  const unfiled = reports.filter(({ id }) => id === null)
  return {
    ids: reports.flatMap(({ id }) => id ?? []),
    left: [
      ...unfiled.map(({ url, title, doubts }) => ({
        url: url ?? key,
        code: doubts[0]?.code ?? ('ambiguous-unit' as const),
        message: [`${title}: unit or year is not certain`, ...doubts.map(({ message }) => message)].join(
          '; ',
        ),
      })),
      ...worthNaming(reports, refused).map(({ url, name, code, message }) => ({
        url: url ?? key,
        code,
        message: name === null ? message : `${name}: ${message}`,
      })),
    ],
  }
}

/** A page is expected to be no report where it only carries the files: it is named when nothing else can be. */
function worthNaming(reports: Derived['reports'], refused: Derived['refused']): Derived['refused'] {
  const files = refused.filter(({ role }) => role !== 'page')
  return reports.length > 0 || files.length > 0 ? files : refused
}

function replacedIn(key: string, { reports }: Derived): readonly Trouble[] {
  return reports.flatMap(({ url, replaced }) =>
    replaced === null ? [] : [{ url: url ?? key, code: 'source-replaced' as const, message: replaced }],
  )
}
