import type { Link } from '../model/listing.ts'
import { parseReportTitle } from '../model/reportTitle.ts'

/**
 * A link (死链) whose address leads nowhere (`javascript:;`, `http://`) while its title names a unit's annual report of a year:
 * passed on with the address as printed and the title behind it, so that the run names it and it waits like any other that
 * cannot be fetched. Null for all the others: menus, print buttons, mail.
 */
export function deadLink(href: string, title: string, date: string | null): Link | null {
  const said = parseReportTitle(title)
  if (said.kind !== 'report' || said.unit === null || said.year === null) return null
  return { url: `${href.trim()} ${title}`, title, date }
}

/** Whether the address of a link is one that nobody could fetch. */
export function leadsNowhere({ url }: Pick<Link, 'url'>): boolean {
  const protocol = URL.parse(url)?.protocol
  return protocol !== 'http:' && protocol !== 'https:'
}
