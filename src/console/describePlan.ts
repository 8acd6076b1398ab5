import type { SitePlan } from '../model/sitePlan.ts'
import { columns } from './columns.ts'

/** What a run would fetch, site by site; nothing was sent. */
export function describePlan(plans: readonly SitePlan[]): string {
  const sum = (count: (plan: SitePlan) => number): number =>
    plans.reduce((total, plan) => total + count(plan), 0)
  const lines = plans.flatMap(({ site, listings, walks, retries, rechecks }) => [
    site,
    ...columns(
      [
        ...listings.map((listing) => ['list', listing]),
        ...walks.map((listing) => ['to its end', listing]),
        ...retries.map((url) => ['waiting', url]),
        ...rechecks.map((url) => ['look again', url]),
      ],
      '    ',
    ),
  ])
  const total = `${sum(({ listings }) => listings.length)} sources at ${plans.length} sites, ${sum(({ walks }) => walks.length)} to be read to their end, ${sum(({ retries }) => retries.length)} links that wait, ${sum(({ rechecks }) => rechecks.length)} to look at again; new links are known once the listings are read`
  return `${[...lines, '', total].join('\n')}\n`
}
