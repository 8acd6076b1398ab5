import { damagedFile } from './damagedFile.ts'
import type { Merge } from './sheet.ts'

/** `C5` → row 4, column 2. Throws `unreadable-file` for anything else. */
export function placeOf(reference: string): { readonly row: number; readonly column: number } {
  const found = /^\$?(?<letters>[A-Z]{1,3})\$?(?<row>\d{1,7})$/iu.exec(reference)?.groups
  if (found === undefined) throw damagedFile(`a cell stands at ${reference.slice(0, 20)}, which is no place`)
  const letters = (found['letters'] ?? '').toUpperCase()
  let column = 0
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64
  return { row: Number(found['row']) - 1, column: column - 1 }
}

/** `A1:D1`; a single place is a merged cell of one. */
export function areaOf(reference: string): Merge {
  const [first = '', last = first] = reference.split(':')
  const from = placeOf(first)
  const to = placeOf(last)
  return { top: from.row, left: from.column, bottom: to.row, right: to.column }
}
