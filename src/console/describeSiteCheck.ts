import type { SiteCheck, SourceCheck } from '../model/siteCheck.ts'
import { columns } from './columns.ts'

/** A live look at a site for people: what each source gave, what is in the way, what to change. */
export function describeSiteCheck({
  site,
  kind,
  sources,
  byYear,
  outOfBounds,
  advice,
  requests,
}: SiteCheck): string {
  const rehearsal = kind === 'replica' ? ', a replica: nothing of the live site is settled by it' : ''
  const whole = [
    ...(sources.length > 1 ? [['all sources 合计', yearsOf(byYear)]] : []),
    ...outOfBounds.map(({ code, message }) => [code, message]),
    ...advice.map((line) => ['change 建议', line]),
  ]
  return `${[
    `${site}  ${requests} requests, nothing archived${rehearsal}`,
    ...sources.flatMap(describeSource),
    ...columns(whole, '  '),
  ].join('\n')}\n`
}

function describeSource(check: SourceCheck): readonly string[] {
  const { source, family, detected, listings, rows, byYear, problems, advice } = check
  return [
    `  source ${source}  ${family}${detected === null || detected === family ? '' : ` (looks like ${detected})`}`,
    ...columns(
      [
        ['listed 列表', `${rows} rows in ${listings} listings`],
        ['reports 年报', yearsOf(byYear)],
        ...problems.map(({ code, message }) => [code, message]),
        ...advice.map((line) => ['change 建议', line]),
      ],
      '    ',
    ),
  ]
}

const yearsOf = (byYear: SourceCheck['byYear']): string =>
  Object.entries(byYear)
    .map(([year, count]) => `${year}: ${count}`)
    .join('  ') || 'none'
