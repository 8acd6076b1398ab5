import type { DatabaseSync } from 'node:sqlite'
import { catalogHits } from './catalogHits.ts'
import { catalogLists, type CatalogLists } from './catalogLists.ts'
import { catalogNews, type CatalogNews } from './catalogNews.ts'
import { catalogChanges, type CatalogChanges } from './catalogChanges.ts'
import { catalogCoverage, type CatalogCoverage } from './catalogCoverage.ts'
import { catalogReader, type CatalogReader } from './catalogReader.ts'
import { catalogStates, type CatalogStates } from './catalogStates.ts'
import { catalogWriter, type CatalogWriter } from './catalogWriter.ts'
import { catalogYears, type CatalogYears } from './catalogYears.ts'
import { openCatalogDatabase } from './catalogDatabase.ts'

/** The catalogue (目录) of an archive: lists and search over its reports, a cache (docs/decisions/0049). */
export interface Catalog {
  readonly reader: CatalogReader
  readonly lists: CatalogLists
  readonly writer: CatalogWriter
  readonly news: CatalogNews
  readonly years: CatalogYears
  readonly changes: CatalogChanges
  readonly coverage: CatalogCoverage
  readonly states: CatalogStates
  /** The folder that it lies in: the archive's, or a temporary one. */
  readonly folder: string
  readonly close: () => void
}

/**
 * Opens the catalogue in an archive's folder; one that is missing, older or damaged is begun anew and filled by the next refresh. `as it is`:
 * the catalogue in a folder that another thread has open.
 */
export function openCatalog(archive: string, care: 'with care' | 'as it is' = 'with care'): Catalog {
  const { database, folder, close } = openCatalogDatabase(archive, care)
  try {
    return { ...partsOf(database), folder, close }
  } catch (error) {
    close()
    throw error
  }
}

function partsOf(database: DatabaseSync): Omit<Catalog, 'folder' | 'close'> {
  const hitsFor = catalogHits(database)
  return {
    reader: catalogReader(database, hitsFor),
    lists: catalogLists(database, hitsFor),
    writer: catalogWriter(database),
    news: catalogNews(database),
    years: catalogYears(database),
    changes: catalogChanges(database),
    coverage: catalogCoverage(database),
    states: catalogStates(database),
  }
}
