import type { Discovery } from '../../discover/discovery.ts'
import type { NewSiteFacts } from '../../sites/siteFileText.ts'
import { reportsIn } from './tryListing.ts'

/**
 * What a site file may expect after one look: from the first year listed, a third fewer or half as many more than were counted. The
 * newest year may not be complete yet and sets no minimum, unless it is the only one.
 */
export function expectationOf(found: readonly Discovery[]): NewSiteFacts['expect'] {
  const counts = new Map<number, number>()
  for (const { year } of reportsIn(found)) if (year !== null) counts.set(year, (counts.get(year) ?? 0) + 1)
  const years = [...counts.keys()].sort((one, other) => one - other)
  const [first = 2008] = years
  const settled = years.length > 1 ? years.slice(0, -1) : years
  const least = Math.min(...settled.map((year) => counts.get(year) ?? 0))
  const most = Math.max(...counts.values())
  if (years.length === 0) return { from: first, perYear: [1, 90] }
  return {
    from: Math.max(2008, first),
    perYear: [Math.max(1, Math.floor((least * 2) / 3)), Math.ceil(most * 1.5)],
  }
}
