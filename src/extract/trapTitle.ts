import type { Document } from '../model/document.ts'
import type { Original } from '../model/original.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import type { TrapReason } from '../model/reportTitleTrap.ts'

/** What the titles around a document say that it is instead of a report (a notice, an explanation); null when one says that it is a report, or none says anything. */
export function trapTitle({ listTitle }: Original, { metas }: Document): TrapReason | null {
  const titles = [listTitle, metas['articletitle'], metas['title']]
    .flatMap((title) => (title ? [parseReportTitle(title)] : []))
    .filter((title) => title.kind !== 'unclear')
  if (titles.some(({ kind }) => kind === 'report')) return null
  const trap = titles.find((title) => title.kind === 'trap' && title.reason !== 'unrelated')
  return trap?.kind === 'trap' ? trap.reason : null
}
