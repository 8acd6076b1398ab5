import type { Tell } from '../model/progress.ts'
import { exploreArchive, type ExploreOrder } from './exploreArchive.ts'

/**
 * Brings the catalogue up to date, so that whoever opens the explorer next need not wait; only coverage is left to them, because a run may know
 * a part of the sites. It is a cache: that it fails is told and is no failure of whoever asked, because `serve` and `publish` do it again.
 */
export async function keepCatalog(
  order: Pick<ExploreOrder, 'archive' | 'config' | 'clock'>,
  tell: Tell,
): Promise<void> {
  const behind = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error)
    tell({ kind: 'warned', code: 'catalog-behind', message })
  }
  try {
    const { archive, config, clock } = order
    const { close } = await exploreArchive({ archive, config, clock, sites: null, failed: behind })
    await close()
  } catch (error) {
    behind(error)
  }
}
