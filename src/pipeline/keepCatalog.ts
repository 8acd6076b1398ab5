import { openCatalog } from '../archive/catalog/catalog.ts'
import { readArchive } from '../archive/openArchive.ts'
import type { Tell } from '../model/progress.ts'
import { refreshCatalog } from './exploreCatalog.ts'

/**
 * Brings the catalogue up to date, so that whoever opens the explorer next need not wait. It is a cache: that it fails is told and is no failure of
 * whoever asked, because `serve` and `publish` do it again.
 */
export async function keepCatalog(folder: string, tell: Tell): Promise<void> {
  try {
    const archive = await readArchive(folder)
    try {
      const decided = { withheld: await archive.withheld(), decisions: await archive.decisions() }
      const catalog = openCatalog(folder)
      try {
        await refreshCatalog(catalog, archive, decided)
      } finally {
        catalog.close()
      }
    } finally {
      await archive.close()
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    tell({ kind: 'warned', code: 'catalog-behind', message })
  }
}
