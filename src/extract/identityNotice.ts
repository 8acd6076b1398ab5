import { parseReportTitle } from '../model/reportTitle.ts'
import { foldTitle } from '../model/reportTitleYear.ts'

/** What a notice says of the report that it publishes in its own text. */
export interface Announced {
  readonly unit: string | null
  readonly year: number | null
}

/** Offices publish for others, first of all for their government: such a notice does not say whose the report is. */
const speaksForOthers = /办$|办公[室厅]$|小组$|中心$/u

/**
 * Reads 某局关于公布2023年政府信息公开工作年度报告的公告: the unit that the report's name has, else who publishes.
 * Null for every other text, also for a notice on how reports are to be written.
 */
export function announcedBy(text: string | null | undefined): Announced | null {
  if (text?.includes('关') !== true) return null
  const { who = '', what } =
    /^(?<who>.{0,30}?)关于(?:发布|公布|公开|印发)(?<what>.{8,60}?)的?(?:通知|公告|公示)$/u.exec(
      foldTitle(text),
    )?.groups ?? {}
  if (what === undefined) return null
  const title = parseReportTitle(what)
  if (title.kind !== 'report') return null
  return {
    unit: title.unit ?? (who === '' || speaksForOthers.test(who) ? null : who),
    year: title.year,
  }
}
