import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { changedSince } from '../model/changedSince.ts'
import { isWhole, selectionWords } from '../model/selection.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import { earlierExports, shrunkTables, type EarlierExport } from './exportManifest.ts'
import { factsOf, openFormat } from './openFormat.ts'
import type { PublishOrder } from './publishOrder.ts'
import { guarded } from './stagedFile.ts'
import { Staging } from './staging.ts'
import type { CutCells, MadeFiles, TableExport, WrittenRows } from './tableExport.ts'
import type { PublishedFile } from './tableFile.ts'
import type { ExportedReport } from './tables/table.ts'

/** What was written, as also told in `manifest.json`. */
export interface Published extends WrittenRows {
  readonly files: readonly PublishedFile[]
  readonly cut: readonly CutCells[]
}

/**
 * Writes the reports, and the findings across their years, as files for people and programs, with `manifest.json` (rows and SHA-256 of each file).
 * Every file appears complete or not at all, and none before all are complete.
 * @throws NianbaoError `table-shrank` where an earlier export of the same selection lies there with more rows, or one of another selection has the same files; nothing is replaced then
 */
export function publish(
  reports: AsyncIterable<ExportedReport>,
  acrossYears: AsyncIterable<YearFinding>,
  order: PublishOrder,
): Promise<Published> {
  return Staging.use(order.out, async (staging) => {
    const made = await openFormat(staging, order)
    const rules = await writeReports(made, reports, acrossYears, order)
    const written = await made.finish()
    const folder = written.folder ?? ''
    const manifest = join(folder, 'manifest.json')
    const earlier = await guarded(order.out, () => earlierExports(join(order.out, manifest)))
    if (!order.allowShrink) refuseLoss(written, earlier, order)
    const facts = manifestOf(written, rules, earlier, order)
    await staging.write(manifest, `${JSON.stringify(facts, null, 2)}\n`)
    if (written.folder !== null) await staging.publish(written.folder)
    // the manifest last: until it is there, it speaks of the files before
    else
      for (const name of [...written.files.map((file) => file.name), manifest])
        await staging.publishFile(name)
    const { reports: count, tables, files, cut } = written
    return { reports: count, tables, files, cut }
  })
}

/** Gives the versions of the rules by which the reports were read. */
async function writeReports(
  made: TableExport,
  reports: AsyncIterable<ExportedReport>,
  acrossYears: AsyncIterable<YearFinding>,
  { selection, withheld }: PublishOrder,
): Promise<readonly string[]> {
  const { since, ...places } = selection
  const rules = new Set<string>()
  const [changed, changedUnits] = [new Set<string>(), new Set<string>()]
  let selected = 0
  for await (const exported of reports) {
    selected += 1
    const { report, site } = exported
    if (since !== undefined) {
      if (!changedSince(report, since, withheld)) continue
      changed.add(`${site} ${report.id ?? ''}`)
      if (report.unit.code !== null) changedUnits.add(report.unit.code)
    }
    rules.add(report.rules)
    await made.report(exported)
  }
  // An empty table would pass for a success. An archive without reports is another matter: status says why.
  if (selected === 0 && !isWhole(places))
    throw new NianbaoError(
      'usage',
      `${selectionWords(places)}: no report of this archive is selected; see nianbao status`,
    )
  // One that is there no more has no row: all of a unit are told with any report of it, so that they may take the place of all before.
  const isNews = ({ unit_code, evidence }: YearFinding): boolean =>
    changedUnits.has(unit_code) || evidence.some(({ site, report }) => changed.has(`${site} ${report}`))
  for await (const finding of acrossYears)
    if (since === undefined || isNews(finding)) await made.across(finding)
  return [...rules].sort()
}

/** The whole archive may take the files of a part of it, which it holds: it is compared with the part, and has no fewer rows. */
function refuseLoss(
  written: MadeFiles & WrittenRows,
  earlier: readonly EarlierExport[],
  { format, kind, selection, out }: PublishOrder,
): void {
  const words = selectionWords(selection)
  const names = namesIn(written)
  for (const before of earlier) {
    const same = before.format === format && before.archive === kind && before.selection === words
    if (!same && !hasFileOf(before, names)) continue
    const there = `the ${before.format} of ${before.made} (${before.selection})`
    if (!same && !isWhole(selection))
      throw new NianbaoError(
        'table-shrank',
        `${out}: ${there} lies there, and this is ${words}; nothing was replaced: take another --out, --allow-shrink replaces it`,
      )
    const shrunk = shrunkTables(before, written.tables)
    if (shrunk.length > 0)
      throw new NianbaoError(
        'table-shrank',
        `${out}: ${shrunk.join(', ')} in ${there}; nothing was replaced: look why, --allow-shrink accepts it`,
      )
  }
}

const hasFileOf = ({ files }: EarlierExport, names: ReadonlySet<string>): boolean =>
  files.some(({ name }) => names.has(name))

/** Names of the files as the manifest that lies beside them tells them. */
const namesIn = (made: MadeFiles): ReadonlySet<string> =>
  new Set(besideManifest(made).map(({ name }) => name))

const besideManifest = ({ files, folder }: MadeFiles): readonly PublishedFile[] =>
  folder === null ? files : files.map((file) => ({ ...file, name: file.name.slice(folder.length + 1) }))

function manifestOf(
  written: MadeFiles & WrittenRows,
  rules: readonly string[],
  earlier: readonly EarlierExport[],
  order: PublishOrder,
) {
  const { made, next_since, kind, selection, software, withheld } = factsOf(order)
  const { reports, tables, cut } = written
  const names = namesIn(written)
  const beside = earlier.filter((other) => !hasFileOf(other, names))
  return {
    ...{
      made,
      next_since,
      archive: kind,
      format: order.format,
      selection,
      software,
      reports,
      rules,
      withheld,
      tables,
    },
    ...(cut.length > 0 && { cut }),
    files: besideManifest(written),
    ...(beside.length > 0 && { beside }),
  }
}
