import type { Run, SiteRun } from '../model/run.ts'
import { columns } from './columns.ts'
import { moreAbout } from './moreAbout.ts'

/**
 * A run in words for people: what was found, archived, extracted, and what was in the way. `given`: options that a printed command
 * needs to mean this archive.
 */
export function describeRun(run: Run, given: readonly string[] = []): string {
  const { sites } = run
  const sum = (count: (site: SiteRun) => number): number =>
    sites.reduce((total, site) => total + count(site), 0)
  const ignored = sum((site) => Object.values(site.ignored).reduce((a, b) => a + b, 0))
  const requests = Object.values(run.requests).reduce((a, b) => a + b, 0)
  const unchanged = sum(({ captured }) => captured.unchanged)
  const lines = [
    ...columns([
      [
        'Found 发现',
        foundWords(
          sites,
          sum(({ candidates }) => candidates),
          ignored,
        ),
      ],
      [
        'Archived 存档',
        `${sum(({ captured }) => captured.new)} new files, ${sum(({ captured }) => captured.changed)} changed${unchanged > 0 ? `, ${unchanged} looked at again and unchanged` : ''}`,
      ],
      [
        'Extracted 提取',
        `${sum(({ reports }) => reports)} reports; ${sum(({ unread }) => unread.length)} files kept without a report`,
      ],
      ['Requests 请求', `${requests} to ${Object.keys(run.requests).length} hosts, robots.txt included`],
    ]),
    '',
    ...columns([siteHead, ...sites.map(siteRow)], '    '),
    ...troubleLines(sites, given),
  ]
  return `${lines.join('\n')}\n`
}

function foundWords(sites: readonly SiteRun[], candidates: number, ignored: number): string {
  const listings = sites.flatMap((site) => site.listings)
  const unchanged = listings.filter((listing) => listing.unchanged).length
  if (listings.length > 0 && unchanged === listings.length)
    return `nothing new: all ${unchanged} listings of ${sites.length} sites are as they were`
  const same = unchanged > 0 ? `, ${unchanged} of ${listings.length} listings unchanged` : ''
  return `${candidates} annual reports listed at ${sites.length} sites, ${ignored} other links left aside${same}`
}

const siteHead = ['site', 'listed', 'left aside', 'new files', 'reports', 'waiting', 'alarms']

const siteRow = ({ site, candidates, ignored, captured, reports, waiting, alarms }: SiteRun): string[] => [
  site,
  ...[candidates, Object.values(ignored).reduce((a, b) => a + b, 0), captured.new, reports, waiting].map(
    String,
  ),
  alarms.map(({ code }) => code).join(', ') || '-',
]

/** Everything that went wrong or could not be read, one line each; quiet when there is nothing. */
function troubleLines(sites: readonly SiteRun[], given: readonly string[]): readonly string[] {
  const rows = sites.flatMap(({ site, alarms, troubles, unread }) => [
    ...alarms.map(({ code, message }) => [site, code, message]),
    ...troubles.map(({ code, url, message }) => [
      site,
      code,
      message.includes(url) ? message : `${url}: ${message}`,
    ]),
    ...unread.map(({ code, url, message }) => [site, code, `${url}: ${message}`]),
  ])
  return rows.length > 0
    ? [
        ...['', 'In the way 问题 (docs/failures.md explains the codes)', ...columns(rows)],
        ...['', 'More 详情', ...moreAbout(sites, given).map((command) => `  ${command}`)],
      ]
    : []
}
