import { availableParallelism } from 'node:os'
import { isDamaged, removeCatalog } from '../archive/catalog/catalogDatabase.ts'
import { publishExplorer, type PageHands } from '../publish/explorer/publishExplorer.ts'
import type { SiteChanges } from '../publish/explorer/siteFolder.ts'
import type { SitePlace } from '../publish/explorer/siteWriter.ts'
import { exploreArchive, type ExploreOrder } from './exploreArchive.ts'
import { growHeapSlowly } from './growHeapSlowly.ts'
import { openPagePool } from './explorePages.ts'
import { decisionsStamp } from './exploreState.ts'
import { outsideArchive } from './outsideArchive.ts'

/** Each holds the program and a part of the archive, some 200 MB. */
const mostWorkers = 4

/**
 * `nianbao publish`: the explorer as static files. `usage` for a folder below the archive, or one that holds somebody's file. Where somebody
 * decides on what is withheld while it is at work, it goes over all pages again.
 */
export async function publishSite(
  order: ExploreOrder,
  out: string,
  base: string | null = null,
): Promise<SiteChanges> {
  growHeapSlowly()
  await outsideArchive(order.archive, out)
  for (;;) {
    const decided = await decisionsStamp(order.archive)
    const changes = await publishHealing(order, out, base)
    if (decided === (await decisionsStamp(order.archive))) return changes
  }
}

/** Where a page meets damage in the catalogue, it is made anew and the publication begun again, once; what is written by then is compared and kept. */
async function publishHealing(order: ExploreOrder, out: string, base: string | null): Promise<SiteChanges> {
  try {
    return await publishNow(order, out, base)
  } catch (error) {
    if (!isDamaged(error)) throw error
    removeCatalog(order.archive)
    return publishNow(order, out, base)
  }
}

async function publishNow(order: ExploreOrder, out: string, base: string | null): Promise<SiteChanges> {
  const { library, catalog, close } = await exploreArchive(order)
  const workers = Math.min(mostWorkers, availableParallelism())
  const hire = (place: SitePlace): PageHands => openPagePool({ ...order, catalog, base, place }, workers)
  try {
    return await publishExplorer({ kind: library.kind, hire }, out)
  } finally {
    await close()
  }
}
