import type { Divisions } from '../model/divisions.ts'
import type { Division } from '../model/unit.ts'
import type { ToldUnit } from './tellUnit.ts'

/**
 * The unit by the register of the report's year, because codes change: 长庆街道 was 330103001 of 下城区 until 2021 and is
 * 330105014 of 拱墅区 since. Where that register does not know it, by the latest one, and from there back to the code that it
 * had in that year, if one place alone can be meant.
 * `tell` reads the unit by a register.
 */
export function unitOfYear(
  tell: (divisions: Divisions) => ToldUnit,
  year: number | null,
  latest: Divisions,
): ToldUnit {
  const register = year === null ? latest : latest.of(year)
  const then = tell(register)
  if (register === latest || isCertain(then)) return then
  const now = tell(latest)
  if (isCertain(now)) return asOfThen(now, register, latest)
  return then.unit.code === null ? now : then
}

const isCertain = ({ unit, findings }: ToldUnit): boolean => unit.code !== null && findings.length === 0

function asOfThen(now: ToldUnit, register: Divisions, latest: Divisions): ToldUnit {
  const { unit } = now
  const { division } = unit
  if (division?.code.length !== 9 || isOf(register, division)) return now
  const city = division.code.slice(0, 4)
  const [only, second] = register
    .byName(nameOf(division), city)
    .filter((former) => former.code.length === 9 && !isOf(latest, former))
  if (only !== undefined && second === undefined) {
    const code = unit.code?.replace(division.code, only.code) ?? null
    return { ...now, unit: { ...unit, code, division: only } }
  }
  const message = `the register of ${register.asOf} has no ${nameOf(division)} there; kept under its code of ${latest.asOf}`
  return { ...now, findings: [{ code: 'ambiguous-unit', severity: 'info', metrics: [], message }] }
}

const nameOf = ({ path }: Division): string => path.at(-1) ?? ''

/** Whether a register has this division under this code and name. */
function isOf(register: Divisions, division: Division): boolean {
  const same = register.byCode(division.code)
  return same !== null && nameOf(same) === nameOf(division)
}
