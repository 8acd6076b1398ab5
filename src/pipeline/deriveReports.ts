import type { SiteArchive } from '../archive/siteArchive.ts'
import type { Extract, Extraction } from '../extract/extract.ts'
import type { Form } from '../model/form.ts'
import type { Report } from '../model/report.ts'
import type { Trouble } from '../model/run.ts'
import { validate } from '../validate/validate.ts'
import { joinedBundle } from './joinedBundle.ts'

/** What deriving needs of the stages, and whom it tells. */
export interface DeriveTools {
  readonly extract: Extract
  readonly forms: readonly Form[]
  readonly report: (report: Report) => void
  readonly unread: (trouble: Trouble) => void
}

/**
 * Stages 4 and 5 for bundles (by key) whose content is new: extracts them, and files each report that they speak of.
 * A report may rest on several bundles (the same report at two addresses), and a bundle may stop speaking of a report:
 * both are looked at again. Reads only what is archived.
 */
export async function deriveReports(
  shelf: SiteArchive,
  keys: readonly string[],
  tools: DeriveTools,
): Promise<void> {
  const touched = new Map<string, Report | null>()
  for (const key of keys) {
    for (const id of reportIds(shelf, key)) touched.set(id, null)
    const extraction = tools.extract(await shelf.bundle(key))
    shelf.recordDerived(key, outcomeOf(extraction))
    for (const report of extraction.reports) if (report.id !== null) touched.set(report.id, report)
    const trouble = unreadBundle(key, extraction)
    if (trouble) tools.unread(trouble)
  }
  for (const [id, report] of touched) await fileReport(shelf, id, report, tools)
}

const reportIds = (shelf: SiteArchive, key: string): readonly string[] => {
  const outcome = shelf.outcome(key)
  return outcome?.kind === 'reports' ? outcome.ids : []
}

async function fileReport(
  shelf: SiteArchive,
  id: string,
  alone: Report | null,
  { extract, forms, report: tell }: DeriveTools,
): Promise<void> {
  const keys = shelf.bundlesOf(id)
  if (keys.length === 0) {
    await shelf.removeReport(id)
    return
  }
  const together =
    alone && keys.length === 1
      ? alone
      : extract(await joinedBundle(shelf, keys)).reports.find((report) => report.id === id)
  if (!together) throw new Error(`${id}: its bundles together do not speak of it`)
  const report = validate(together, forms)
  await shelf.writeReport(report)
  tell(report)
}

type DerivedOutcome = Parameters<SiteArchive['recordDerived']>[1]

function outcomeOf({ reports, refused }: Extraction): DerivedOutcome {
  const ids = reports.flatMap(({ id }) => (id === null ? [] : [id]))
  if (ids.length > 0) return { kind: 'reports', ids }
  const [unfiled] = reports
  if (unfiled) return { kind: 'unfiled', message: `${unfiled.title}: unit or year is not certain` }
  const [first] = refused
  if (!first) return { kind: 'not-extracted', code: 'empty-file', message: 'holds no original' }
  return { kind: 'not-extracted', code: first.code, message: first.message }
}

/** A bundle that gave no report with an id: archived, not extracted. */
function unreadBundle(key: string, extraction: Extraction): Trouble | null {
  const outcome = outcomeOf(extraction)
  switch (outcome.kind) {
    case 'reports':
      return null
    case 'unfiled':
      return { url: key, code: 'ambiguous-unit', message: outcome.message }
    case 'not-extracted':
      return { url: key, code: outcome.code, message: outcome.message }
  }
}
