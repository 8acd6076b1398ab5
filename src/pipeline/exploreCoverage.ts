import type { Catalog } from '../archive/catalog/catalog.ts'
import type { FiledRow, KeptCoverage } from '../archive/catalog/catalogCoverage.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import type { Config } from '../config/loadConfig.ts'
import type { SiteNote } from '../model/library.ts'
import { coverageOf, doubtsOf, type HeldReport, type SiteSeen } from './readCoverage.ts'

/** Works out the coverage of a site as `nianbao status` does, from the catalogue in place of the report files, and keeps it there. */
export async function refreshCoverage(
  { coverage }: Pick<Catalog, 'coverage'>,
  shelf: SiteReader,
  order: Omit<SiteSeen, 'shelf' | 'reports'> & {
    readonly stamp: string
    readonly config: Pick<Config, 'knowledge' | 'deadlines'>
  },
): Promise<void> {
  const { stamp, config, ...seen } = order
  const rules = { divisions: config.knowledge.divisions, deadlines: config.deadlines }
  const reports = coverage.filed(shelf.id).map(heldReport)
  const kept = await coverageOf({ ...seen, shelf, reports }, rules)
  coverage.put(stamp, kept, notesOf(kept))
}

function heldReport({ findings, ...row }: FiledRow): HeldReport {
  return {
    ...row,
    doubts: doubtsOf(findings.map(([code]) => ({ code }))),
    findings: findings.map(([code, message]) => `${code}: ${message}`),
  }
}

const notesOf = ({ site, alarms, waiting, unread, unverified }: KeptCoverage): readonly SiteNote[] => [
  ...alarms.map(({ code, message }) => ({ site, kind: 'alarm', what: code, words: message }) as const),
  ...waiting.map(({ code, url }) => ({ site, kind: 'waiting', what: code, words: url }) as const),
  ...unread.map(({ code, url }) => ({ site, kind: 'unread', what: code, words: url }) as const),
  ...Object.entries(unverified).map(([what, words]) => ({ site, kind: 'unverified', what, words }) as const),
]
