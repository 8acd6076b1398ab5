import type { Division } from './unit.ts'

/** The division register (行政区划) of one date as pure look-ups over `config/divisions`. */
export interface Divisions {
  /** Date of the data, ISO. */
  readonly asOf: string
  /** The register as it was in a year: its edition of that year, else the nearest one. Codes change, and so do names. */
  of(year: number): Divisions
  byCode(code: string): Division | null
  /** Every division with this name, or this name without its suffix word (街道办事处 counts as 街道), within `code` where given. */
  byName(name: string, within?: string): readonly Division[]
  childrenOf(code: string): readonly Division[]
}

/** What `config/divisions` holds: rows sorted by code, or who reads them on first use, and other names that people reviewed. */
export interface DivisionRegister {
  readonly asOf: string
  readonly rows: readonly DivisionRow[] | (() => readonly DivisionRow[])
  readonly aliases: readonly { readonly alias: string; readonly code: string }[]
  /** Editions of the register by year, oldest first, the one of `asOf` last; only that one where not given. */
  readonly editions?: readonly Edition[]
}

/** One edition of the register: the year for which it stands, and the date of its data. */
export interface Edition {
  readonly year: number
  readonly asOf: string
}

export interface DivisionRow {
  readonly code: string
  readonly name: string
  /** The first and the last edition that have it under this name; all of them where not given. */
  readonly from?: number
  readonly until?: number
}

/** One spelling for the government of a division: 良渚街道办事处, 良渚街道 and 下各镇人民政府, 下各镇 are the same. */
export function governmentName(name: string): string {
  if (!/[府会处\s]/u.test(name)) return name
  const short = name
    .replace(/\s+/gu, '')
    .replace(/人民政府(?=.*办事处$)/u, '')
    .replace(/(?:人民政府|管理委员会|管委会)$/u, '')
    .replace(/(街道|地区)办事处$/u, '$1')
    .replace(/([^街道地区])办事处$/u, '$1街道')
  return short === '' ? name : short
}

/** The words that end the name of a division. */
export const divisionSuffixes = [
  '街道',
  '地区',
  '省',
  '市',
  '区',
  '县',
  '旗',
  '盟',
  '镇',
  '乡',
  '苏木',
] as const
const suffixed = new RegExp(`^(.{2,})(?:${divisionSuffixes.join('|')})$`, 'u')

/** The name without its suffix word: 拱墅 for 拱墅区; null where nothing tells a place any more. */
export function bareName(name: string): string | null {
  const bare = suffixed.exec(name)?.[1]
  return bare ?? null
}
