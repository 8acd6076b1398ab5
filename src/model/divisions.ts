import type { Division } from './unit.ts'

/** The division register (行政区划) as pure look-ups over `config/divisions`. */
export interface Divisions {
  /** Date of the data, ISO. */
  readonly asOf: string
  byCode(code: string): Division | null
  /** Every division with this name, or this name without its suffix word (街道办事处 counts as 街道), within `code` where given. */
  byName(name: string, within?: string): readonly Division[]
  childrenOf(code: string): readonly Division[]
}
