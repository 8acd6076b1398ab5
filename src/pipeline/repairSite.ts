import { join } from 'node:path'
import { leftovers } from '../archive/leftovers.ts'
import type { Problem } from '../archive/problem.ts'
import { setAside } from '../archive/setAside.ts'
import type { SiteArchive } from '../archive/siteArchive.ts'
import { everyCore, openDerivePool } from './derivePool.ts'
import { rebuildSite } from './rebuildSite.ts'
import { asWriter, type Mended, type RepairOrder } from './repairOrder.ts'

/** Codes that say that a ledger is not as it was: then nothing may be derived from it, and nothing written beside it. */
const ofLedgers = new Set([
  'ledger-line',
  'ledger-short',
  'ledger-torn',
  'ledger-rewritten',
  'site-unreadable',
])
const ofOriginals = new Set(['original-missing', 'original-differs'])

export const isLedgerDamage = ({ code, severity }: Problem): boolean =>
  severity === 'damage' && ofLedgers.has(code)

/** Mends one site whose ledger is sound; says what it did. */
export async function repairSite(
  order: RepairOrder,
  site: string,
  problems: readonly Problem[],
): Promise<readonly Mended[]> {
  const folder = join(order.archive, site)
  const left = leftovers(folder)
  if (problems.length === 0 && left.length === 0) return []
  return asWriter(order, async (archive) => {
    const shelf = await archive.site(site)
    const mended: Mended[] = [
      ...left.map((what) => ({ file: site, message: `cleared after a run that was cut off: ${what}` })),
      ...shelf.recovered.map((message) => ({ file: site, message })),
    ]
    const lists = problems.find(({ code }) => code.startsWith('manifest-'))
    shelf.rebuildLists()
    if (lists) mended.push({ file: lists.file, message: 'written anew from the ledger' })
    mended.push(...(await repairReports(order, site, shelf, problems)))
    await shelf.finish()
    return mended
  })
}

/** Makes the reports anew, unless an original that they need is not there: then they stay as they are. */
async function repairReports(
  order: RepairOrder,
  site: string,
  shelf: SiteArchive,
  problems: readonly Problem[],
): Promise<readonly Mended[]> {
  const reports = problems.filter(({ code }) => code.startsWith('report-'))
  const behind = shelf.underived().length
  if ((reports.length === 0 && behind === 0) || problems.some(({ code }) => ofOriginals.has(code))) return []
  const mended: Mended[] = []
  for (const { code, severity, file } of reports) {
    if (severity !== 'damage' || !['report-unreadable', 'report-differs', 'report-unfounded'].includes(code))
      continue
    const kept = await setAside(join(order.archive, site), file.slice(site.length + 1), order.clock())
    mended.push({ file, message: `this is not what the originals give (${code}); moved to ${site}/${kept}` })
  }
  const pool = openDerivePool(order.config, everyCore())
  try {
    const { filed } = await rebuildSite(shelf, pool.derive)
    mended.push({ file: `${site}/reports`, message: `${filed.size} reports derived from the originals` })
  } finally {
    await pool.close()
  }
  return mended
}
