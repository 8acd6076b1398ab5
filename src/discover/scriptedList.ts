import { addressesAsked } from '../families/filledByScript.ts'

/** An address that gives a list of something: of a column, of a year. */
const LIST = /list|column|channel|catalog|article|content|manuscript|infos?\b|nianbao|nb\b|page/iu
const OF_WHAT =
  /[?&](?:(?:column|channel|cat|catalog|category|node|class|type)_?(?:id|code|num)|cid|year|nd)=\w|[?&]\w*year=20\d{2}/iu

/** The address from which a script of the page fills a list of its own, beside the rows that the page prints; null where none does. */
export function scriptedList(html: string): string | null {
  return addressesAsked(html).find((address) => LIST.test(address) && OF_WHAT.test(address)) ?? null
}
