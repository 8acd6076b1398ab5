import type { CountsByYear } from '../../discover/discovery.ts'
import type { NewSiteFacts } from '../../sites/siteFileText.ts'

/**
 * What a site file may expect after one whole look: from the first year listed, a third fewer or half as many more than were
 * counted. The newest year may not be complete yet and sets no minimum, unless it is the only one.
 */
export function expectationOf(byYear: CountsByYear): NewSiteFacts['expect'] {
  const counts = Object.entries(byYear)
    .flatMap(([year, count]) => (/^\d{4}$/u.test(year) ? [{ year: Number(year), count }] : []))
    .sort((one, other) => one.year - other.year)
  const [first] = counts
  if (first === undefined) return { from: 2008, perYear: [1, 90] }
  const settled = counts.length > 1 ? counts.slice(0, -1) : counts
  const least = Math.min(...settled.map(({ count }) => count))
  const most = Math.max(...counts.map(({ count }) => count))
  return {
    from: Math.max(2008, first.year),
    perYear: [Math.max(1, Math.floor((least * 2) / 3)), Math.ceil(most * 1.5)],
  }
}
