import { governmentName, type DivisionRow } from '../model/divisions.ts'
import { badDivisionLine, readDivisionText } from './divisionFile.ts'

const codePattern = /^\d{2}(?:\d{2}(?:\d{2}(?:\d{3})?)?)?$/u

/** Rows `code<TAB>name` of the latest edition, strictly ascending, so that a row lost or doubled by hand is noticed. */
export function readDivisionRows(file: string, count: number, header: string): readonly DivisionRow[] {
  const rows: DivisionRow[] = []
  let previous = ''
  for (const line of linesOf(file)) {
    const tab = line.indexOf('\t')
    const code = line.slice(0, Math.max(tab, 0))
    const name = line.slice(tab + 1)
    if (!isRow(code, name))
      throw badDivisionLine(file, rows.length + 1, 'a row is a code of 2, 4, 6 or 9 digits, a tab and a name')
    if (code <= previous)
      throw badDivisionLine(
        file,
        rows.length + 1,
        `code ${code} does not come after ${previous}; rows are sorted by code`,
      )
    rows.push({ code, name })
    previous = code
  }
  expectCount(file, rows.length, count, header)
  return rows
}

/** A division under one name, with the first and the last edition (by year) that have it. */
export interface DivisionSpan extends DivisionRow {
  readonly from: number
  readonly until: number
}

/** Rows `code<TAB>name<TAB>first edition<TAB>last edition` of what was not in all editions, ascending. */
export function readDivisionSpans(
  file: string,
  count: number,
  header: string,
  years: readonly number[],
): readonly DivisionSpan[] {
  const spans: DivisionSpan[] = []
  for (const line of linesOf(file)) {
    const [code = '', name = '', from = '', until = '', more] = line.split('\t')
    const span = { code, name, from: Number(from), until: Number(until) }
    const inEditions = years.includes(span.from) && years.includes(span.until) && span.from <= span.until
    if (!isRow(code, name) || !inEditions || more !== undefined)
      throw badDivisionLine(
        file,
        spans.length + 1,
        'a row is a code, a name and two editions, with tabs between',
      )
    if (code < (spans.at(-1)?.code ?? ''))
      throw badDivisionLine(file, spans.length + 1, `code ${code} is out of order; rows are sorted by code`)
    spans.push(span)
  }
  expectCount(file, spans.length, count, header)
  return spans
}

/**
 * The rows of all editions, by code: the latest edition's know since when they are, and former ones stand beside them.
 * One pass over both, which are sorted: this is done on every start.
 */
export function joinedRows(
  latest: readonly DivisionRow[],
  spans: readonly DivisionSpan[],
  year: number,
): readonly DivisionRow[] {
  const rows: DivisionRow[] = []
  let at = 0
  for (const row of latest) {
    let current = row
    for (let span = spans[at]; span !== undefined && span.code <= row.code; span = spans[at]) {
      if (span.until !== year) rows.push(span)
      else if (governmentName(span.name) === governmentName(row.name)) current = { ...row, from: span.from }
      at += 1
    }
    rows.push(current)
  }
  for (const span of spans.slice(at)) rows.push(span)
  return rows
}

function linesOf(file: string): readonly string[] {
  const lines = readDivisionText(file).split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

const isRow = (code: string, name: string): boolean =>
  codePattern.test(code) && name !== '' && name === name.trim() && !name.includes('\t')

function expectCount(file: string, count: number, expected: number, header: string): void {
  if (count !== expected) throw badDivisionLine(file, count, `${count} rows, but ${header} says ${expected}`)
}
