import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { embeddedGroups } from './jpageXml.ts'

/**
 * Reports that a page of plain rows holds in a datastore of Hanweb's and that are none of its rows (别家的列表), in words, given the titles that
 * were listed: a redesign leaves an old row or two on a page whose list is now made by a script. Other signs of a redesign are
 * weighed against what was listed before (`discover/watchPages.ts`).
 */
export function otherMakers(page: Page): (titles: readonly string[]) => readonly string[] {
  const told = embeddedGroups(page.text, { url: page.url, sha256: page.sha256 }).flatMap(({ group }) =>
    group.links.flatMap(({ title }) => (parseReportTitle(title).kind === 'report' ? [title] : [])),
  )
  return (titles) => {
    const listed = new Set(titles)
    const left = new Set(told.filter((title) => !listed.has(title)))
    const [first] = left
    return first === undefined ? [] : [`${left.size} reports in a datastore, ${first} the first`]
  }
}
