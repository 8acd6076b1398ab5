import { unitPath } from '../../../model/permalink.ts'
import type { SitedReport } from '../../../model/library.ts'
import { reportAddress, type Beside } from '../reportAddress.ts'

/** One side of a comparison, as an address names it. */
export interface Side {
  readonly unitPath: string
  readonly year: number
  /** Where several sites have the report and the first is not meant. */
  readonly site: string | null
}

const side = String.raw`(\d{2,9}(?:/[^/]{1,200})?)/(\d{4})(?:/at-([a-z0-9][a-z0-9-]*))?`
const pair = new RegExp(`^${side}/${side}$`, 'u')
const alone = new RegExp(`^${side}$`, 'u')

/** Address of a comparison (对比, 永久链接): the first report left, the second right. */
export const comparisonAddress = (left: Side, right: Side): string =>
  `/compare/${sideText(left)}/${sideText(right)}/`

/** Address of the report that a side is. */
export const sideAddress = ({ unitPath: unit, year, site }: Side): string =>
  `${reportAddress({ unitPath: unit, year })}${site === null ? '' : `at-${site}/`}`

/** `330105001/2022`, as forms and addresses give a report. */
export const sideText = ({ unitPath: unit, year, site }: Side): string =>
  `${unit}/${year}${site === null ? '' : `/at-${site}`}`

/** The side that a report is; its unit and year are certain. */
export const sideOf = (library: Beside, { site, report: { id, unit, year } }: SitedReport): Side => ({
  ...{ unitPath: unitPath(unit.code ?? ''), year: year ?? 0 },
  site: library.isBeside(site, id ?? '') ? site : null,
})

/** What `330105001/2021/330105001/2022` names; null for anything else. */
export function readPair(text: string): readonly [Side, Side] | null {
  const found = pair.exec(text)
  if (found === null) return null
  const [, unitA = '', yearA, siteA, unitB = '', yearB, siteB] = found
  return [
    { unitPath: unitA, year: Number(yearA), site: siteA ?? null },
    { unitPath: unitB, year: Number(yearB), site: siteB ?? null },
  ]
}

/** What `330105001/2021` names; null for anything else. */
export function readSide(text: string): Side | null {
  const found = alone.exec(text)
  if (found === null) return null
  const [, unit = '', year, site] = found
  return { unitPath: unit, year: Number(year), site: site ?? null }
}
