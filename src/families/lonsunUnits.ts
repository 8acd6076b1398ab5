import { load } from 'cheerio/slim'
import type { Page } from '../model/page.ts'
import { fold } from './links.ts'
import { onOwnHost } from './lonsunAddress.ts'
import { UNIT, type SubColumn } from './subColumns.ts'

/** What the vendor itself calls section 3 of a unit's pages. */
export const SECTION = '政府信息公开年报'

/** A unit's address in a link, whatever section of its pages it leads to. */
const UNIT_PAGE = /^(.*\/public\/column\/\d+)\/?(?:\?.*)?$/iu
/** The same in a script that draws the tree of units; JSON may escape its slashes. */
const SCRIPTED = /(?:https?:)?(?:\/\/[\w.:-]{1,99})?(?:\/[\w-]{1,40}){0,4}?\/public\/column\/\d+/giu

/**
 * The units that a page names on its own host, in links and in scripts, each once: their lists of annual reports, at this query.
 * The unit whose page it is comes too, where the page links it.
 */
export function unitsOf(page: Page, query: string): readonly SubColumn[] {
  const names = linkedUnits(page)
  const scripted = page.text.replaceAll('\\/', '/').matchAll(SCRIPTED)
  const drawn = [...scripted].flatMap(([address]) => onOwnHost(address, page.url) ?? [])
  return [...new Set([...names.keys(), ...drawn])].map((unit) => {
    const name = names.get(unit) ?? ''
    const column = name === '' ? SECTION : `${name} > ${SECTION}`
    return { url: `${unit}${query}`, name, column, inReports: true }
  })
}

/** Units by address, each under the first words of a link to it that name a unit, or under its first words. */
function linkedUnits(page: Page): ReadonlyMap<string, string> {
  const $ = load(page.text)
  const names = new Map<string, string>()
  for (const element of $('a[href]').toArray()) {
    const anchor = $(element)
    const address = onOwnHost(anchor.attr('href') ?? '', page.url)
    const unit = UNIT_PAGE.exec(address ?? '')?.[1]
    if (unit === undefined) continue
    const name = fold(anchor.attr('title') ?? '') || fold(anchor.text())
    const known = names.get(unit) ?? ''
    names.set(unit, known === '' || (!UNIT.test(known) && UNIT.test(name)) ? name : known)
  }
  return names
}
