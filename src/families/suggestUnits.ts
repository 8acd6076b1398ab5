import type { Page } from '../model/page.ts'
import type { Suggestion } from './family.ts'
import type { SubColumn } from './subColumns.ts'

/** Options of a list that may name other units of the site (`units`), each with a list of its own. */
export function suggestUnits({ url }: Page, units: readonly SubColumn[]): Suggestion {
  if (units.length === 0) return { options: { list: url }, guessed: {} }
  return { options: { list: url, units: true }, guessed: { units: `the page names ${units.length} units` } }
}
