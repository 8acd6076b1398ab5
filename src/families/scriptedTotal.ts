import { scriptsOf } from '../model/scripts.ts'

/** What the scripts of a page tell their pager (分页脚本): rows of the whole list, and rows of a page. */
export interface ScriptedTotal {
  readonly rows: number
  readonly size: number | null
}

/** Names that can only be those of a count of rows; `total` and `count` are, where a pager is handed them. */
const ROWS =
  /\b(?:total_?(?:records?|rows?|counts?|items?|nums?|numbers?|size)|(?:record|row|data|item)s?_?(?:count|total)|count_?records?)['"]?\s{0,9}[=:]\s{0,9}['"]?(\d{1,6})(?!\d)/giu
const PAGER =
  /[\w$.]{0,40}(?:pag(?:er|ing|inate|ination|e)|fenye)[\w$.]{0,40}\s{0,9}\((?:[^(){}]{0,99},)?\s{0,9}\{([^{}]{0,800})/giu
const HANDED = /\b(?:total|count|totalData|totalNum)['"]?\s{0,9}:\s{0,9}['"]?(\d{1,6})(?![\d.])/giu
const SIZE =
  /\b(?:page_?size|per_?page|page_?rows|rows_?per_?page|items_per_page|showData|size|limit)['"]?\s{0,9}[=:]\s{0,9}['"]?(\d{1,4})(?!\d)/giu

/** The total of rows that the scripts of a page tell; null where they tell none, 0 (it is learned later), or two that differ. */
export function scriptedTotal(html: string): ScriptedTotal | null {
  const scripts = scriptsOf(html).map((script) => script.slice(0, MOST))
  const told = scripts.flatMap((script) => {
    const handed = [...script.matchAll(PAGER)].flatMap(([, object = '']) => numbers(object, HANDED))
    return [...numbers(script, ROWS), ...handed].map((rows) => ({ rows, sizes: numbers(script, SIZE) }))
  })
  const [total, other] = new Set(told.map(({ rows }) => rows))
  if (total === undefined || other !== undefined) return null
  const [size, another] = new Set(told.flatMap(({ sizes }) => sizes))
  return { rows: total, size: another === undefined ? (size ?? null) : null }
}

/** A longer script is a library or a list of data. */
const MOST = 20_000

const numbers = (text: string, pattern: RegExp): readonly number[] =>
  [...text.matchAll(pattern)].map(([, digits]) => Number(digits)).filter((number) => number > 0)
