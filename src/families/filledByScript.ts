import { scriptsOf } from '../model/scripts.ts'

/** A script with more holds data of a whole site. */
const LONGEST = 500_000
const ASKS =
  /\b(?:ajax|fetch|axios(?:\.\w+)?|getJSON|post|get|load\w{0,20}|open|query\w{0,20})\s{0,9}\(\s{0,9}(?:\{[^}]{0,200}?url['"]?\s{0,9}:\s{0,9})?(?:['"](?:get|post)['"]\s{0,9},\s{0,9})?(["'`])([^"'`\n]{1,300})\1/giu
const OTHER = /count|click|hit|visit|tongji|stat|weather|search|login|\.(?:js|css|png|gif|jpe?g)\b/iu
/** Words in the address of a list of documents. */
const OF_LIST = /list|content|article|column|channel|catalog|manuscript|infos?\b/iu
/** Parts of every page, and what stands beside lists: menus, links, pictures, comments. */
const OF_CHROME =
  /head|foot|top|bottom|nav|menu|banner|link|friend|logo|user|member|comment|message|chat|robot|notice|hot|related|recommend|config|dict|\.html?\b/iu

/** A page that holds no row because a script is to fetch them: it asks an address for them, and does not count visits by it. */
export const isFilledByScript = (html: string): boolean => asked(html).length > 0

/** The address that a script asks for more of a list, on a page that holds rows already; null where none does. */
export const asksForList = (html: string): string | null =>
  asked(html).find((address) => OF_LIST.test(address) && !OF_CHROME.test(address)) ?? null

/** Addresses that the scripts of a page ask, without those that count visits. */
function asked(html: string): readonly string[] {
  return scriptsOf(html).flatMap((script) =>
    [...script.slice(0, LONGEST).matchAll(ASKS)].flatMap(([, , address = '']) =>
      /[/?]/u.test(address) && !OTHER.test(address) ? [address] : [],
    ),
  )
}
