import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { namedReports } from '../model/selection.ts'
import { exportBagit } from '../publish/bagit.ts'
import { bundleReadme, papersBelow, proofFolder, type BundledReport } from '../publish/bundlePapers.ts'
import type { Holdings } from '../publish/holdings.ts'
import { publish } from '../publish/publish.ts'
import type { PublishOrder } from '../publish/publishOrder.ts'
import { guarded } from '../publish/stagedFile.ts'
import { Staging } from '../publish/staging.ts'
import type { ExportedReport } from '../publish/tables/table.ts'
import type { Archived } from '../publish/warc.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import { prove } from './prove.ts'

/** What a bundle is made from. The iterables are asked for anew for each format of the tables. */
export interface BundleOrder extends Omit<PublishOrder, 'format' | 'allowShrink'> {
  readonly archive: string
  readonly holdings: Holdings
  readonly reports: () => AsyncIterable<ExportedReport>
  readonly acrossYears: () => AsyncIterable<YearFinding>
}

/**
 * The bundle for a story: a bag with the named reports, their originals, ledgers, tables and proofs.
 * @throws NianbaoError `usage` where no report is named or one is not there; `no-checkpoint` where one cannot be proven yet
 */
export async function storyBundle(order: BundleOrder): Promise<Archived> {
  const named = namedReports(order.selection)
  if (named === null)
    throw new NianbaoError('usage', 'bundle: name the reports of the story with --report, once for each')
  return Staging.use(order.out, async (staging) => {
    const folder = staging.path('bundle')
    const reports = await proven(named, folder, order)
    for (const format of ['csv', 'xlsx'] as const) {
      const out = join(folder, 'tables')
      await publish(order.reports(), order.acrossYears(), { ...order, format, out, allowShrink: false })
    }
    await guarded(order.out, () => writeFile(join(folder, 'BUNDLE.md'), bundleReadme(reports, order)))
    const holdings: Holdings = {
      ...order.holdings,
      async *papers() {
        yield* order.holdings.papers()
        yield* papersBelow(folder)
      },
    }
    const { out, software, now } = order
    return exportBagit(holdings, { out, software, now, kind: 'bundle' })
  })
}

/** Proves each report into a folder of its own. */
async function proven(
  named: readonly string[],
  folder: string,
  { archive, selection: { site }, reports, out }: BundleOrder,
): Promise<readonly BundledReport[]> {
  await guarded(out, () => mkdir(join(folder, 'proofs'), { recursive: true }))
  const checkpoints = new Map<string, { readonly site: string; readonly checkpoint: number }>()
  for (const id of named)
    checkpoints.set(id, await prove({ archive, id, site, out: join(folder, proofFolder(id)) }))
  const bundled: BundledReport[] = []
  for await (const exported of reports()) {
    const id = exported.report.id ?? ''
    const proof = checkpoints.get(id)
    if (proof?.site === exported.site) bundled.push({ ...exported, id, checkpoint: proof.checkpoint })
  }
  return bundled
}
