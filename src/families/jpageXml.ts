import type { Link, ListingPage } from '../model/listing.ts'
import { isFolderAddress, looksLikeArticle } from './articleAddress.ts'
import { leadsNowhere } from './deadLink.ts'
import { dateIn, printedText, resolveLink } from './links.ts'
import { linksIn } from './listLinks.ts'
import { xmlElements } from './xmlElements.ts'

/** A group of records (jpage datastore), in a page or from an interface. */
export interface Group {
  readonly links: readonly Link[]
  readonly total: number | null
  /** The exact address of the next group, where the vendor prints it. */
  readonly next: string | null
  readonly response: ListingPage['response']
}

/** A datastore that a page embeds, with its place in the page's text. */
export interface EmbeddedGroup {
  readonly at: number
  readonly group: Group
}

function number(text: string, pattern: RegExp): number | null {
  const digits = pattern.exec(text)?.[1]
  return digits === undefined ? null : Number.parseInt(digits, 10)
}

/** Whether a text is the XML of a group, be it one without records. */
export const isGroupXml = (text: string): boolean => /<(?:datastore|recordset|record)[\s>/]/iu.test(text)

/** The records of a `<datastore>`; addresses are resolved against `base`. One record is one article. */
export function groupIn(xml: string, base: string, response: ListingPage['response']): Group {
  const records = [...xmlElements(xml, 'record')].map(({ content }) => content)
  const [nextgroup] = xmlElements(xml, 'nextgroup')
  const href = /href\s*=\s*(["'])(.*?)\1/iu.exec(nextgroup?.content ?? '')?.[2]?.replaceAll('&amp;', '&')
  return {
    links: records.flatMap((record) => articleIn(record, base)),
    total: number(xml, /<totalrecord>\s*(?:<!\[CDATA\[)?\s*(\d+)/iu),
    next: href === undefined ? null : resolveLink(href, base),
    response,
  }
}

/** The link of a record that leads to its article, and not to the column named before it; whatever date stands beside its links is its own, also where a second (解读) shares the cell. */
function articleIn(record: string, base: string): readonly Link[] {
  const links = linksIn(record, base)
  const link =
    links.find(({ url }) => looksLikeArticle(url)) ?? links.find((one) => !isColumnLink(one)) ?? links[0]
  if (link === undefined) return []
  const beside = printedText(record.replace(/<a\b[\s\S]*?<\/a>/giu, ' '))
  return [{ ...link, date: link.date ?? dateIn(beside) }]
}

/** Whether a link is to a column: by its address alone, since a record may name its column like its article. */
const isColumnLink = ({ url }: Link): boolean => !leadsNowhere({ url }) && isFolderAddress(url)

/** The datastores that a page embeds, the longest first: a page may hold short ones (news) beside its list. */
export function embeddedGroups(text: string, response: ListingPage['response']): readonly EmbeddedGroup[] {
  return [...xmlElements(text, 'datastore')]
    .map(({ at, content }) => ({ at, group: groupIn(content, response.url, response) }))
    .sort((one, other) => other.group.links.length - one.group.links.length)
}

/** Total that the call of the jpage script declares (`totalRecord:279`), or null. */
export const declaredTotalIn = (script: string): number | null =>
  number(script, /totalRecord['"]?\s*[:=]\s*['"]?(\d+)/iu)

/** Rows of a whole group, `perPage` × `groupSize` of the jpage script's call, where both are printed. */
export function groupRows(text: string): number | null {
  const [perPage, groupSize] = ['perPage', 'groupSize'].map((name) =>
    number(text, new RegExp(`\\b${name}['"]?\\s*[:=]\\s*['"]?(\\d+)`, 'iu')),
  )
  return perPage == null || groupSize == null ? null : perPage * groupSize
}

/** The parameters (`ajaxParam`) that the page hands to the jpage script for its interface. */
export function ajaxParameters(text: string): Readonly<Record<string, string>> {
  const at = /ajaxParam['"]?\s*:\s*\{/iu.exec(text)
  const from = at === null ? 0 : at.index + at[0].length
  const printed = at === null ? '' : text.slice(from, Math.max(from, text.indexOf('}', from)))
  const members = printed.matchAll(/['"]?(\w+)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([^\s,'"]+))/gu)
  return Object.fromEntries(
    [...members].map(([, name, single, double, bare]) => [name ?? '', single ?? double ?? bare ?? '']),
  )
}
