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

/** What `config/divisions` holds: rows sorted by code, and other names that people reviewed. */
export interface DivisionRegister {
  readonly asOf: string
  readonly rows: readonly DivisionRow[]
  readonly aliases: readonly { readonly alias: string; readonly code: string }[]
}

export interface DivisionRow {
  readonly code: string
  readonly name: string
}

/** Rows of the statistical register that group others and are no government: 市辖区 (1101), 县 (5002), 省直辖县级行政区划. */
const grouping = /^(?:市辖区|县|(?:省|自治区)直辖县级行政区划)$/u

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

/** The name without its suffix word: 拱墅 for 拱墅区; null where nothing tells a place any more. */
export function bareName(name: string): string | null {
  const bare = /^(.{2,})(?:街道|地区|省|市|区|县|旗|盟|镇|乡|苏木)$/u.exec(name)?.[1]
  return bare ?? null
}

const parentCode = (code: string): string => (code.length === 9 ? code.slice(0, 6) : code.slice(0, -2))

/** By bisection: the rows are sorted, and an index of them would cost every run 20 ms. */
function nameOf(rows: readonly DivisionRow[], code: string): string | null {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.code ?? '') < code) low = middle + 1
    else high = middle
  }
  const row = rows[low]
  return row?.code === code ? row.name : null
}

/** Pure look-ups over a register; each index is built on first use, so that a run that needs none pays for none. */
export function makeDivisions({ asOf, rows, aliases }: DivisionRegister): Divisions {
  const full = once(() =>
    index([
      ...rows
        .filter((row) => isGovernment(row))
        .map(({ code, name }) => [governmentName(name), code] as const),
      ...aliases.map(({ alias, code }) => [governmentName(alias), code] as const),
    ]),
  )
  const bare = once(() =>
    index(
      rows.flatMap((row) => {
        const short = isGovernment(row) ? bareName(governmentName(row.name)) : null
        return short === null ? [] : [[short, row.code] as const]
      }),
    ),
  )
  /** A city without districts has its one row twice (东莞市 4419 and 441900); the higher one is the government. */
  const isGovernment = ({ code, name }: DivisionRow): boolean =>
    !grouping.test(name) && (code.length !== 6 || nameOf(rows, code.slice(0, 4)) !== name)

  const byCode = (code: string): Division | null => {
    if (nameOf(rows, code) === null) return null
    const path = [2, 4, 6, 9]
      .filter((length) => length <= code.length)
      .map((length) => code.slice(0, length))
      .flatMap((at) => {
        const name = nameOf(rows, at)
        return name !== null && isGovernment({ code: at, name }) ? [name] : []
      })
    return { code, path }
  }
  const divisionsOf = (codes: readonly string[], within: string): Division[] =>
    codes.filter((code) => code.startsWith(within)).flatMap((code) => byCode(code) ?? [])

  return {
    asOf,
    byCode,
    byName(name, within = '') {
      const key = governmentName(name)
      const exact = divisionsOf(full().get(key) ?? [], within)
      return exact.length > 0 ? exact : divisionsOf(bare().get(key) ?? [], within)
    },
    childrenOf(code) {
      return rows.filter((row) => parentCode(row.code) === code).flatMap((row) => byCode(row.code) ?? [])
    },
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}

function index(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [name, code] of pairs) {
    const codes = found.get(name)
    if (codes === undefined) found.set(name, [code])
    else if (!codes.includes(code)) codes.push(code)
  }
  return found
}
