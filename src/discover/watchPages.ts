import { NianbaoError } from '../errors.ts'
import { familyNames, familyOf, type FamilyName } from '../families/families.ts'
import type { Get, Page } from '../model/page.ts'
import { movedNotice } from './movedNotice.ts'
import { scriptedList } from './scriptedList.ts'

/** The pages that one source is listed from, and what they say against the list that is read from them. */
export interface WatchedPages {
  readonly get: Get
  /** In words, each once: notices of a move, lists that a script fills beside the rows. */
  readonly notices: () => readonly string[]
  /** The vendor that the pages named in the source's options look like; null where none of them does, undefined where none was asked for. */
  readonly vendor: () => FamilyName | null | undefined
}

/** Families whose lists stand in the page: another list, which a script fills beside them, is asked for by nobody. */
const PRINTED: ReadonlySet<FamilyName> = new Set(['static-list', 'trs', 'vsb'])
/** Families that any page with links, or any script, looks like. */
const NO_VENDOR: ReadonlySet<FamilyName> = new Set(['static-list', 'browser-list'])

/**
 * Watches what `get` brings. An error that does not name the address that was asked for is given with it: of a redirect, only where it
 * led is known otherwise, and not from which column.
 */
export function watchPages(get: Get, entries: readonly string[], family: FamilyName): WatchedPages {
  const notices = new Set<string>()
  let vendor: FamilyName | null | undefined
  const look = (page: Page, asked: string): void => {
    if (!/<html|<!doctype|<body/iu.test(page.text.slice(0, 2000))) return
    const moved = movedNotice(page.text)
    if (moved !== null) notices.add(`${page.url} says “${moved}”: the list may go on elsewhere`)
    const filled = PRINTED.has(family) ? scriptedList(page.text) : null
    if (filled !== null) notices.add(`${page.url} fills a list from ${filled}, which is not read`)
    if (entries.includes(asked)) vendor = vendorOf(page)
  }
  return {
    get: async (request) => {
      try {
        const page = await get(request)
        look(page, request.url)
        return page
      } catch (error) {
        if (!(error instanceof NianbaoError) || error.message.includes(request.url)) throw error
        throw new NianbaoError(error.code, `${request.url}: ${error.message}`, { cause: error })
      }
    },
    notices: () => [...notices],
    vendor: () => vendor,
  }
}

const vendorOf = (page: Page): FamilyName | null =>
  familyNames.find((name) => !NO_VENDOR.has(name) && familyOf(name).detect(page)) ?? null
