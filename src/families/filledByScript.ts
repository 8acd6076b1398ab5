import { scriptsOf } from '../model/scripts.ts'

/** A script with more holds data of a whole site. */
const LONGEST = 500_000
const ASKS =
  /\b(?:ajax|fetch|axios(?:\.\w+)?|getJSON|post|get|load\w{0,20}|open|query\w{0,20})\s{0,9}\(\s{0,9}(?:\{[^}]{0,200}?url['"]?\s{0,9}:\s{0,9})?(?:['"](?:get|post)['"]\s{0,9},\s{0,9})?(["'`])([^"'`\n]{1,300})\1/giu
const OTHER = /count|click|hit|visit|tongji|stat|weather|search|login|\.(?:js|css|png|gif|jpe?g)\b/iu

/** A page that holds no row because a script is to fetch them: it asks an address for them, and does not count visits by it. */
export const isFilledByScript = (html: string): boolean => addressesAsked(html).length > 0

/** Addresses that the scripts of a page ask, without those that count visits. */
export function addressesAsked(html: string): readonly string[] {
  return scriptsOf(html).flatMap((script) =>
    [...script.slice(0, LONGEST).matchAll(ASKS)].flatMap(([, , address = '']) =>
      /[/?]/u.test(address) && !OTHER.test(address) ? [address] : [],
    ),
  )
}
