import { hash } from 'node:crypto'
import type { Holdings } from './holdings.ts'

/**
 * The name of an export, in ASCII, from what is selected: `nianbao-zhejiang-gongshu-2022`. A replica's says so.
 * The body in a report's id becomes eight digits of its hash, as in the names of report files.
 */
export function archivalName({ kind, selection }: Pick<Holdings, 'kind' | 'selection'>): string {
  const { site, report, reports, year, region, since } = selection
  const parts = [
    ...['nianbao', site, report === null ? null : asciiId(report)],
    reports === undefined ? null : `reports-${hash('sha256', reports.join('\n')).slice(0, 8)}`,
    ...[year, region, since === undefined ? null : `since-${since.replace(/\D/gu, '')}`],
  ].filter((part) => part !== null && part !== undefined)
  return `${parts.join('-')}${kind === 'replica' ? '.replica' : ''}`
}

/** The id of a report as a part of a file name: a body's name becomes eight digits of its hash. */
export function asciiId(report: string): string {
  const parts = report
    .split('/')
    .map((part) => (/^[0-9a-z]+$/u.test(part) ? part : hash('sha256', part).slice(0, 8)))
  return parts.join('-')
}

/** What a reader must know of where this comes from, in one sentence. */
export function kindSentence(kind: Holdings['kind']): string {
  return kind === 'live'
    ? 'The archive is live: everything was captured from the hosts themselves.'
    : 'The archive is a REPLICA: everything came from stand-ins for rehearsal, nothing in it is evidence.'
}

/** What an archive of this kind never holds. */
export const refusedSentence =
  'Answers that were refused as no content (script challenges, error pages sent as 200, cut bodies) are not archived as originals and not in here.'

/** How many originals the archive's keeper withholds; empty where that is none. */
export function withheldSentence({ list }: { readonly list: readonly unknown[] }): string {
  if (list.length === 0) return ''
  const what =
    list.length === 1 ? '1 original of this archive is' : `${list.length} originals of this archive are`
  return `${what} withheld by decision of its keeper; the ledger still names each by its SHA-256. Pictures and conversions of them are left out with them.`
}
