import { resolveLink } from './links.ts'

/** A path or a page's file as a script is told it: `go('/nb/jd/')`, `location.href='index_1.html'`. */
const QUOTED =
  /(["'])((?:https?:\/\/[\w.:-]{1,99}|\.{1,2})?\/[\w./%~-]{0,200}(?:\?[\w=&%.-]{0,200})?|[\w-]{1,80}\.(?:s?html?|jsp|aspx?|php)(?:\?[\w=&%.-]{0,200})?|\?[\w=&%.-]{1,200})\1/u

/** The address that a script of a link or button is told, absolute; null where it is told none. */
export function scriptedAddress(script: string, base: string): string | null {
  const printed = QUOTED.exec(script)?.[2]
  return printed === undefined ? null : resolveLink(printed, base)
}
