import { hash } from 'node:crypto'
import type { Withheld } from '../model/withholding.ts'
import type { Holdings } from './holdings.ts'

/**
 * The name of an export, in ASCII, from what is selected: `nianbao-zhejiang-gongshu-2022`. A replica's says so.
 * The body in a report's id becomes eight digits of its hash, as in the names of report files.
 */
export function archivalName({ kind, selection: { site, report, year } }: Holdings): string {
  const parts = ['nianbao', site, report === null ? null : asciiId(report), year].filter(
    (part) => part !== null,
  )
  return `${parts.join('-')}${kind === 'replica' ? '.replica' : ''}`
}

function asciiId(report: string): string {
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
export function withheldSentence({ list }: Withheld): string {
  if (list.length === 0) return ''
  const what =
    list.length === 1 ? '1 original of this archive is' : `${list.length} originals of this archive are`
  return `${what} withheld by decision of its keeper; the ledger still names each by its SHA-256.`
}
