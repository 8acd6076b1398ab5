import { hash } from 'node:crypto'
import type { CatalogReader } from '../archive/catalog/catalogReader.ts'

/** Reports that another site has too, and that do not come first. There are few. */
export interface ReportsBeside {
  readonly has: (site: string, id: string) => boolean
  /** Differs when one comes or goes. */
  readonly digest: () => string
  readonly forget: () => void
}

/** Asks the catalogue once until it is told to forget. */
export function reportsBeside(reader: Pick<CatalogReader, 'beside'>): ReportsBeside {
  let known: ReadonlySet<string> | null = null
  const keys = (): ReadonlySet<string> =>
    (known ??= new Set(reader.beside().map(({ site, id }) => `${site} ${id}`)))
  return {
    has: (site, id) => keys().has(`${site} ${id}`),
    digest: () => hash('sha256', JSON.stringify([...keys()])),
    forget() {
      known = null
    },
  }
}
