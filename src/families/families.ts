import type { Appetite, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { browserList } from './browserList.ts'
import { epoint } from './epoint.ts'
import { gkmlpt } from './gkmlpt.ts'
import type { Family, ListingTools, ReportAddress, Suggestion } from './family.ts'
import { hanwebJpaas } from './hanwebJpaas.ts'
import { hanwebJpage } from './hanwebJpage.ts'
import { lonsun } from './lonsun.ts'
import { hanwebXxgk } from './hanwebXxgk.ts'
import { nfcms } from './nfcms.ts'
import { openness } from './openness.ts'
import { staticList } from './staticList.ts'
import { trs } from './trs.ts'
import { truecms } from './truecms.ts'
import { ucap } from './ucap.ts'
import { vsb } from './vsb.ts'

/** The registry: every platform vendor by the name that site files use. The order is that of detection. */
export const families = {
  'hanweb-jpage': hanwebJpage,
  'hanweb-xxgk': hanwebXxgk,
  'hanweb-jpaas': hanwebJpaas,
  truecms,
  epoint,
  ucap,
  vsb,
  trs,
  gkmlpt,
  nfcms,
  lonsun,
  openness,
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
  suggest(page: Page): Suggestion | null
  identity(url: string): string
  reportAt(url: string): ReportAddress | null
  list(options: unknown, tools: ListingTools): AsyncGenerator<ListingPage, void, Appetite | undefined>
}

function bind<Options>(family: Family<Options>): BoundFamily {
  return {
    name: family.name,
    needsBrowser: family.needsBrowser === true,
    detect: (page) => family.detect(page),
    suggest: (page) => family.suggest?.(page) ?? null,
    identity: (url) => family.identity?.(url) ?? url,
    reportAt: (url) => family.reportAt?.(url) ?? null,
    list: (options, tools) => family.list(family.options.parse(options), tools),
  }
}

const bound: Readonly<Record<FamilyName, BoundFamily>> = {
  'hanweb-jpage': bind(hanwebJpage),
  'hanweb-xxgk': bind(hanwebXxgk),
  'hanweb-jpaas': bind(hanwebJpaas),
  truecms: bind(truecms),
  epoint: bind(epoint),
  ucap: bind(ucap),
  vsb: bind(vsb),
  trs: bind(trs),
  gkmlpt: bind(gkmlpt),
  nfcms: bind(nfcms),
  lonsun: bind(lonsun),
  openness: bind(openness),
  'static-list': bind(staticList),
  'browser-list': bind(browserList),
}

/** The family of this name, ready to list. */
export function familyOf(name: FamilyName): BoundFamily {
  return bound[name]
}
