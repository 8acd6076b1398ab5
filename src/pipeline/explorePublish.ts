import { publishExplorer } from '../publish/explorer/publishExplorer.ts'
import type { SiteChanges } from '../publish/explorer/siteFolder.ts'
import { exploreArchive, type ExploreOrder } from './exploreArchive.ts'
import { outsideArchive } from './outsideArchive.ts'

/** `nianbao publish`: the explorer as static files. `usage` for a folder below the archive, or one that holds somebody's file. */
export async function publishSite(
  order: ExploreOrder,
  out: string,
  base: string | null = null,
): Promise<SiteChanges> {
  const { library, close } = await exploreArchive(order)
  try {
    await outsideArchive(order.archive, out)
    return await publishExplorer(library, out, base)
  } finally {
    await close()
  }
}
