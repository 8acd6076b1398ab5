import type { SiteArchive } from '../archive/siteArchive.ts'
import type { Bundle } from '../model/original.ts'
import type { Trouble } from '../model/run.ts'
import type { Derived } from './deriveBundle.ts'
import { inParallel } from './inParallel.ts'
import { joinedBundle } from './joinedBundle.ts'

/** What deriving needs, and whom it tells. */
export interface DeriveTools {
  /** Bundles at hand at a time: each is in memory with all its files. */
  readonly width: number
  readonly derive: (bundle: Bundle) => Promise<Derived>
  /** Reports that are being filed now, by id: one after the other, for the later one knows more. */
  readonly filing: Map<string, Promise<void>>
  readonly report: (id: string) => void
  readonly unread: (trouble: Trouble) => void
}

/**
 * Stages 4 and 5 for bundles (by key) whose content is new: extracts and validates them, and files each report that they
 * speak of. A report may rest on several bundles (the same report at two addresses), and a bundle may stop speaking of a
 * report: both are looked at again. Reads only what is archived. A report is written as soon as it is made: the texts of a
 * batch at 32 sites would be half a gigabyte (2026-11-21).
 */
export async function deriveReports(
  shelf: SiteArchive,
  keys: readonly string[],
  tools: DeriveTools,
): Promise<void> {
  /** Reports that these bundles speak of or spoke of, each with the bundle that alone it was filed from, if any. */
  const touched = new Map<string, string | null>()
  await inParallel(tools.width, keys, async (key) => {
    const before = reportIds(shelf, key)
    const derived = await tools.derive(await shelf.bundle(key))
    const outcome = outcomeOf(key, derived)
    shelf.recordDerived(key, outcome)
    for (const id of before) if (!touched.has(id)) touched.set(id, null)
    for (const { id, text } of derived.reports) {
      if (id === null) continue
      const alone = restsOn(shelf, id, key)
      touched.set(id, alone ? key : null)
      if (alone) await inTurn(tools, id, () => shelf.writeReportText(id, text))
    }
    for (const trouble of [...outcome.left, ...replacedIn(key, derived)]) tools.unread(trouble)
  })
  await inParallel(tools.width, touched, ([id, filedFrom]) =>
    inTurn(tools, id, () => settleReport(shelf, id, filedFrom, tools)),
  )
}

const reportIds = (shelf: SiteArchive, key: string): readonly string[] => shelf.outcome(key)?.ids ?? []

function restsOn(shelf: SiteArchive, id: string, key: string): boolean {
  const [only, ...others] = shelf.bundlesOf(id)
  return only === key && others.length === 0
}

function inTurn({ filing }: DeriveTools, id: string, work: () => Promise<void>): Promise<void> {
  const turn = (filing.get(id) ?? Promise.resolve()).then(work)
  filing.set(id, turn)
  return turn
}

/** Once every bundle has spoken: files what rests on several of them, and removes what none speaks of any more. */
async function settleReport(
  shelf: SiteArchive,
  id: string,
  filedFrom: string | null,
  { derive, report: tell }: DeriveTools,
): Promise<void> {
  const keys = shelf.bundlesOf(id)
  if (keys.length === 0) {
    await shelf.removeReport(id)
    return
  }
  if (filedFrom === null || !restsOn(shelf, id, filedFrom)) {
    const { reports } = await derive(await joinedBundle(shelf, keys))
    const report = reports.find((joined) => joined.id === id)
    if (!report) throw new Error(`${id}: its bundles together do not speak of it`)
    await shelf.writeReportText(id, report.text)
  }
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
