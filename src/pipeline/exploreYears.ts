import type { Catalog } from '../archive/catalog/catalog.ts'
import type { Place } from '../archive/catalog/catalogReader.ts'
import type { Knowledge } from '../model/knowledge.ts'
import type { SitedReport } from '../model/library.ts'
import { metricsOf } from '../model/metric.ts'
import { acrossYears } from '../validate/acrossYears.ts'
import { lineages } from '../validate/lineages.ts'

/**
 * Compares the years of every unit of which a report came, went or changed (docs/decisions/0039), and keeps what contradicts in the catalogue. Of the
 * others nothing is read. True where something was compared.
 */
export async function refreshYears(
  { years }: Pick<Catalog, 'years'>,
  order: {
    readonly knowledge: Pick<Knowledge, 'divisions' | 'forms'>
    readonly basis: string
    /** The list of what is withheld, as the catalogue was told it. */
    readonly withheld: string
    readonly read: (places: readonly Place[]) => Promise<readonly SitedReport[]>
  },
): Promise<boolean> {
  const { knowledge, basis, withheld, read } = order
  const lineageOf = lineages(knowledge.divisions)
  const compare = acrossYears(knowledge.forms.flatMap(metricsOf))
  let changed = false
  years.begin(basis)
  while (years.place(lineageOf)) await turn()
  for (let unit = years.next(); unit !== null; unit = years.next()) {
    const reports = unit.members.length < 2 ? [] : await read(unit.members)
    changed = years.put(unit, compare(reports), withheld) || changed
  }
  return changed
}

/** Lets others have their turn: a server answers beside this. */
const turn = (): Promise<void> => new Promise((done) => setImmediate(done))
