import type { SiteCheck } from '../model/siteCheck.ts'
import { columns } from './columns.ts'

/** A live look at a site for people: what each source gave, what is in the way, what to change. */
export function describeSiteCheck({ site, sources, requests }: SiteCheck): string {
  const lines = sources.flatMap(({ source, family, detected, listings, rows, byYear, problems, advice }) => {
    const years = Object.entries(byYear).map(([year, count]) => `${year}: ${count}`)
    return [
      `  source ${source}  ${family}${detected === null || detected === family ? '' : ` (looks like ${detected})`}`,
      ...columns(
        [
          ['listed 列表', `${rows} rows in ${listings} listings`],
          ['reports 年报', years.join('  ') || 'none'],
          ...problems.map(({ code, message }) => [code, message]),
          ...advice.map((line) => ['change 建议', line]),
        ],
        '    ',
      ),
    ]
  })
  return `${[`${site}  ${requests} requests, nothing archived`, ...lines].join('\n')}\n`
}
