import { load } from 'cheerio/slim'
import type { Page } from '../model/page.ts'
import { baseOf, fold, resolveLink } from './links.ts'
import { asConfigured, UNIT, type SubColumn } from './subColumns.ts'

/** What vendors call the section of a unit's pages that holds its annual reports. */
export const SECTION = '政府信息公开年报'

/** How a vendor numbers the units of a site and lists the reports of each. */
export interface UnitStyle {
  /** The list of annual reports of the unit whose page an address is; null for addresses that belong to no unit. */
  listOf(address: string): string | null
  /** Such addresses in the script that draws a tree of units. */
  readonly scripted: RegExp
}

/**
 * The lists of annual reports of all units (部门、街道、乡镇) that a page names on its own host, in links and in scripts, each once.
 * The unit whose page it is comes too, where the page links it.
 */
export function unitsOf(page: Page, style: UnitStyle): readonly SubColumn[] {
  const names = linkedUnits(page, style)
  const scripted = page.text.replaceAll('\\/', '/').matchAll(style.scripted)
  const drawn = [...scripted].flatMap(([address]) => listAt(address, page, style) ?? [])
  return [...new Set([...names.keys(), ...drawn])].map((url) => {
    const name = names.get(url) ?? ''
    const column = name === '' ? SECTION : `${name} > ${SECTION}`
    return { url, name, column, inReports: true }
  })
}

function listAt(printed: string, page: Page, style: UnitStyle, base = page.url): string | null {
  const address = asConfigured(resolveLink(printed, base), page.url)
  return address === null ? null : style.listOf(address)
}

/** Lists by address, each under the first words of a link to its unit that name a unit, or under the first words. */
function linkedUnits(page: Page, style: UnitStyle): ReadonlyMap<string, string> {
  const $ = load(page.text)
  const base = baseOf($, page.url)
  const names = new Map<string, string>()
  for (const element of $('a[href]').toArray()) {
    const anchor = $(element)
    const list = listAt(anchor.attr('href') ?? '', page, style, base)
    if (list === null) continue
    const name = fold(anchor.attr('title') ?? '') || fold(anchor.text())
    const known = names.get(list) ?? ''
    names.set(list, known === '' || (!UNIT.test(known) && UNIT.test(name)) ? name : known)
  }
  return names
}
