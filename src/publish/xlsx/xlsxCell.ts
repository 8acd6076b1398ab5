import { momentOf } from '../momentOf.ts'
import type { Column, Value } from '../tables/table.ts'
import { xlsxText } from './xlsxText.ts'

/** Cell formats of styles.xml by their place in it. */
export const styles = { plain: 0, head: 1, date: 2, datetime: 3, quoted: 4 } as const

/** Characters (UTF-16 units) of a cell. */
const mostCharacters = 32_767

/** Day 0 of a sheet: with it every day from March 1900 on has the number that Excel gives it. */
const dayZero = Date.UTC(1899, 11, 30)
const firstDay = Date.UTC(1900, 2, 1)
const msOfDay = 86_400_000

/** `A`, `Z`, `AA`: the letters of a column, from 0. */
export function columnLetters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last
}

/** A cell as XML; empty for a blank one. `place` is its letters and row. */
export function xlsxCell(place: string, value: Value, type: Column['type']): string {
  if (value === null || value === '') return ''
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'number')
    return isKeptWhole(value) ? `<c r="${place}"><v>${value}</v></c>` : textCell(place, String(value))
  const moment = type === 'date' || type === 'datetime' ? momentOf(value) : null
  if (moment === null || moment.getTime() < firstDay) return textCell(place, value)
  const style = type === 'date' ? styles.date : styles.datetime
  return `<c r="${place}" s="${style}"><v>${(moment.getTime() - dayZero) / msOfDay}</v></c>`
}

/** Excel keeps 15 digits of a number and rounds the rest away. */
const isKeptWhole = (value: number): boolean => Number(value.toPrecision(15)) === value

/** Inline text, which is never a formula. What would be one when it is typed in again is marked as a quotation. */
export function textCell(place: string, text: string, style: number | null = null): string {
  const look = style ?? (/^[=+@-]/u.test(text) ? styles.quoted : styles.plain)
  const attribute = look === styles.plain ? '' : ` s="${look}"`
  return `<c r="${place}"${attribute} t="inlineStr"><is><t xml:space="preserve">${xlsxText(text)}</t></is></c>`
}

/** The value with a text that fits a cell: one that is too long ends by saying so, with the code of docs/failures.md. */
export function fitted(value: Value): Value {
  if (typeof value !== 'string' || value.length <= mostCharacters) return value
  const mark = `… [cell-cut: ${value.length} characters, whole in csv]`
  // not between the two halves of a character
  return value.slice(0, mostCharacters - mark.length).replace(/[\uD800-\uDBFF]$/u, '') + mark
}
