import type { Candidate, Discovery, DiscoveryAlarm } from '../../discover/discovery.ts'
import { NianbaoError } from '../../errors.ts'
import { families, familyNames, familyOf, type FamilyName } from '../../families/families.ts'
import type { Suggestion } from '../../families/family.ts'
import { mayBeColumn } from '../../families/articleAddress.ts'
import { columnName } from '../../families/column.ts'
import { isReportColumn, subColumnsOf } from '../../families/subColumns.ts'
import type { Page } from '../../model/page.ts'
import type { Site } from '../../sites/siteFile.ts'
import { pageOf } from '../pageOf.ts'
import type { Ask } from './askOnce.ts'
import { firstLook } from './firstLook.ts'
import { openRecorder } from './recorder.ts'
import { vendorOf } from './vendorOf.ts'

/** A family with options that were seen to list reports. */
export interface Listed {
  readonly family: FamilyName
  readonly options: Suggestion['options']
  /** Options that the page did not state outright, each with why it is believed. */
  readonly guessed: Suggestion['guessed']
  readonly found: readonly Discovery[]
}

/** The deepest tree of columns that a family of plain pages walks. */
const deepest = 4

/**
 * Tries the families that recognise a column page, in the order of detection, until one lists reports; down the tree of columns
 * for as long as that brings more of them. `siteOf` makes the site to be tried of a source.
 * @throws NianbaoError `unknown-platform` where no family recognises it; else why the first that did lists nothing
 */
export async function tryListing(
  page: Page,
  siteOf: (source: Pick<Listed, 'family' | 'options'>) => Site,
  ask: Ask,
): Promise<Listed> {
  const alarms: DiscoveryAlarm[] = []
  for (const { family, options, guessed } of await suggestionsFor(page, ask)) {
    const look = async (depth: number): Promise<Listed> => {
      const deep = depth === 0 ? options : { ...options, descend: depth }
      const found = await lookOnce(siteOf({ family, options: deep }), ask)
      const why = {
        ...guessed,
        ...(depth > 0 && { descend: `${depth} levels down gave every report that was found` }),
      }
      return { family, options: deep, guessed: why, found }
    }
    const listed = await lookDown(look, Number(options['descend'] ?? 0))
    if (reportsIn(listed.found).length > 0) return listed
    alarms.push(...listed.found.filter((seen) => seen.kind === 'alarm'))
  }
  throw nothingListed(page, alarms)
}

async function suggestionsFor(
  page: Page,
  ask: Ask,
): Promise<readonly (Suggestion & { readonly family: FamilyName })[]> {
  const pages = await tellingPages(page, ask)
  return familyNames.flatMap((name) => {
    const family = familyOf(name)
    const suggestion = pages.some((one) => family.detect(one)) ? family.suggest(page) : null
    const fits = suggestion !== null && families[name].options.safeParse(suggestion.options).success
    return fits ? [{ family: name, ...suggestion }] : []
  })
}

/** The column page, and where no vendor shows on it, because it only leads on, a column below it. */
async function tellingPages(page: Page, ask: Ask): Promise<readonly Page[]> {
  const pages = [page]
  let last = page
  let inReports = isReportColumn(columnName(page.text), page.url)
  while (pages.length <= deepest && !isOfAVendor(last)) {
    const [below] = subColumnsOf(last, { inReports, depth: pages.length - 1 }, mayBeColumn)
    inReports ||= below?.inReports ?? false
    const outcome = below === undefined ? null : await ask({ url: below.url }, 'listing')
    if (outcome === null || outcome.kind === 'refused') break
    last = pageOf(outcome.exchange)
    pages.push(last)
  }
  return pages
}

const isOfAVendor = (page: Page): boolean => (vendorOf([page])?.family ?? 'static-list') !== 'static-list'

/** What one source lists, within the limits of a recording. */
async function lookOnce(site: Site, ask: Ask): Promise<readonly Discovery[]> {
  const recorder = openRecorder(ask)
  const found = await firstLook(site, recorder.get('listing'))
  recorder.finish({ site: site.id, kind: 'live', recorded: '' })
  return found
}

/** From depth 0 there is nothing to go down to; from 1 on until a level brings no more reports. */
async function lookDown(look: (depth: number) => Promise<Listed>, from: number): Promise<Listed> {
  let best = await look(from)
  for (let depth = from + 1; from > 0 && depth <= deepest; depth += 1) {
    const next = await look(depth)
    const [more, before] = [reportsIn(next.found).length, reportsIn(best.found).length]
    if (more > before) best = next
    else if (before > 0) break
  }
  return best
}

/** Links whose title calls itself an annual report; what is merely unclear proves nothing of a column. */
const reportsIn = (found: readonly Discovery[]): readonly Candidate[] =>
  found.filter((seen): seen is Candidate => seen.kind === 'candidate' && seen.verdict === 'report')

function nothingListed(page: Page, alarms: readonly DiscoveryAlarm[]): NianbaoError {
  const [alarm] = alarms
  if (alarm === undefined) {
    const message = `${page.url}: no family recognises this page as a list; look at it, and write the site file by hand`
    return new NianbaoError('unknown-platform', message)
  }
  const below = subColumnsOf(page, { inReports: false, depth: 0 }, mayBeColumn)
  if (below.length === 0)
    return new NianbaoError(alarm.code, `${page.url}: no annual report here: ${alarm.message}`)
  const named = below.slice(0, 5).map(({ name, url }) => `${name} ${url}`)
  const more = below.length > 5 ? ` and ${below.length - 5} more` : ''
  const message = `${page.url}: no annual report here, but columns below it: ${named.join(', ')}${more}; give the address of one`
  return new NianbaoError('nothing-listed', message)
}
