import { join } from 'node:path'
import { leftovers } from '../archive/leftovers.ts'
import type { Problem } from '../archive/problem.ts'
import { setAside } from '../archive/setAside.ts'
import type { SiteArchive } from '../archive/siteArchive.ts'
import { everyCore, openDerivePool } from './derivePool.ts'
import { rebuildSite } from './rebuildSite.ts'
import { asWriter } from './asWriter.ts'
import type { Mended, RepairOrder } from './repairOrder.ts'

/** Codes that say that a ledger is not as it was, or not known: then nothing may be derived from it, and nothing written beside it. */
const ofLedgers = new Set([
  'ledger-line',
  'ledger-short',
  'ledger-torn',
  'ledger-rewritten',
  'ledger-unreadable',
  'folder-unreadable',
  'site-unreadable',
])
const ofOriginals = new Set(['original-missing', 'original-differs', 'original-unreadable'])

/** What is read of a site with every other file of it. A lack of rights is no damage, and no leave to write either. */
export const isLedgerDamage = ({ code, severity }: Problem): boolean =>
  ofLedgers.has(code) && (severity === 'damage' || severity === 'unchecked')

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
    const aside = await clearList(order, site, problems)
    const shelf = await archive.site(site)
    const mended: Mended[] = [
      ...aside,
      ...left.map((what) => ({ file: site, message: `cleared after a run that was cut off: ${what}` })),
      ...shelf.recovered.map((message) => ({ file: site, message })),
    ]
    const list = problems.find(
      ({ code, severity }) => code.startsWith('manifest-') && severity !== 'unchecked',
    )
    if (list) {
      shelf.rebuildLists()
      mended.push({ file: list.file, message: 'written anew from the ledger' })
    }
    mended.push(...(await repairReports(order, site, shelf, problems)))
    await shelf.finish()
    return mended
  })
}

/** Moves away what lies in the place of originals.sha256 and is no file, or cannot be read as one. */
async function clearList(
  order: RepairOrder,
  site: string,
  problems: readonly Problem[],
): Promise<readonly Mended[]> {
  const list = problems.find(({ code, severity }) => code === 'manifest-unreadable' && severity === 'damage')
  if (list === undefined) return []
  const kept = await setAside(join(order.archive, site), list.file.slice(site.length + 1), order.clock())
  return [{ file: list.file, message: `this cannot be read; moved to ${site}/${kept}` }]
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
