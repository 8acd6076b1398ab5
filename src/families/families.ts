import type { Appetite, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { browserList } from './browserList.ts'
import type { Family, ListingTools } from './family.ts'
import { hanwebJpaas } from './hanwebJpaas.ts'
import { hanwebJpage } from './hanwebJpage.ts'
import { nfcms } from './nfcms.ts'
import { staticList } from './staticList.ts'
import { trs } from './trs.ts'
import { ucap } from './ucap.ts'
import { vsb } from './vsb.ts'

/** The registry: every platform vendor by the name that site files use. The order is that of detection. */
export const families = {
  'hanweb-jpage': hanwebJpage,
  'hanweb-jpaas': hanwebJpaas,
  ucap,
  vsb,
  trs,
  nfcms,
  'static-list': staticList,
  'browser-list': browserList,
} as const

export type FamilyName = keyof typeof families
export const familyNames = Object.keys(families) as readonly FamilyName[]

/** A family whose options are checked when it lists, so that callers need not know their shape. */
export interface BoundFamily {
  readonly name: string
  readonly needsBrowser: boolean
  detect(page: Page): boolean
  identity(url: string): string
  list(options: unknown, tools: ListingTools): AsyncGenerator<ListingPage, void, Appetite | undefined>
}

function bind<Options>(family: Family<Options>): BoundFamily {
  return {
    name: family.name,
    needsBrowser: family.needsBrowser === true,
    detect: (page) => family.detect(page),
    identity: (url) => family.identity?.(url) ?? url,
    list: (options, tools) => family.list(family.options.parse(options), tools),
  }
}

const bound: Readonly<Record<FamilyName, BoundFamily>> = {
  'hanweb-jpage': bind(hanwebJpage),
  'hanweb-jpaas': bind(hanwebJpaas),
  ucap: bind(ucap),
  vsb: bind(vsb),
  trs: bind(trs),
  nfcms: bind(nfcms),
  'static-list': bind(staticList),
  'browser-list': bind(browserList),
}

/** The family of this name, ready to list. */
export function familyOf(name: FamilyName): BoundFamily {
  return bound[name]
}
