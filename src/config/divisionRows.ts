import { governmentName, type DivisionRow } from '../model/divisions.ts'
import { badDivisionLine, readDivisionText } from './divisionFile.ts'

const codePattern = /^\d{2}(?:\d{2}(?:\d{2}(?:\d{3})?)?)?$/u

/** Rows `code<TAB>name` of the latest edition, strictly ascending, so that a row lost or doubled by hand is noticed. */
export function readDivisionRows(file: string, count: number, header: string): readonly DivisionRow[] {
  const rows: DivisionRow[] = []
  let previous = ''
  eachLine(readDivisionText(file), (text, start, end) => {
    const tab = tabIn(text, start, end)
    const code = text.slice(start, tab)
    const name = text.slice(tab + 1, end)
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
  })
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
  const yearOf = new Map(years.map((year) => [String(year), year]))
  let previous = ''
  eachLine(readDivisionText(file), (text, start, end) => {
    const first = tabIn(text, start, end)
    const second = tabIn(text, first + 1, end)
    const third = tabIn(text, second + 1, end)
    const code = text.slice(start, first)
    const name = text.slice(first + 1, second)
    const from = yearOf.get(text.slice(second + 1, third))
    const until = yearOf.get(text.slice(third + 1, end))
    if (!isRow(code, name) || from === undefined || until === undefined || from > until)
      throw badDivisionLine(
        file,
        spans.length + 1,
        'a row is a code, a name and two editions, with tabs between',
      )
    if (code < previous)
      throw badDivisionLine(file, spans.length + 1, `code ${code} is out of order; rows are sorted by code`)
    spans.push({ code, name, from, until })
    previous = code
  })
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
      else if (isSameGovernment(span, row)) current = { code: row.code, name: row.name, from: span.from }
      at += 1
    }
    rows.push(current)
  }
  for (const span of spans.slice(at)) rows.push(span)
  return rows
}

const isSameGovernment = (one: DivisionRow, other: DivisionRow): boolean =>
  one.name === other.name || governmentName(one.name) === governmentName(other.name)

/** Calls `take` with the place of every line. A string for each line would cost a start more than all that is made of them. */
function eachLine(text: string, take: (text: string, start: number, end: number) => void): void {
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    take(text, start, end)
    start = end + 1
  }
}

/** Where the next tab of the line is; its end where there is none. */
function tabIn(text: string, start: number, end: number): number {
  const tab = text.indexOf('\t', start)
  return tab < 0 || tab > end ? end : tab
}

const isRow = (code: string, name: string): boolean =>
  codePattern.test(code) && name !== '' && name === name.trim() && !name.includes('\t')

function expectCount(file: string, count: number, expected: number, header: string): void {
  if (count !== expected) throw badDivisionLine(file, count, `${count} rows, but ${header} says ${expected}`)
}
