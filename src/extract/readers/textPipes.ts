import { cellText, rowsOnLines, type TextRows } from './textTable.ts'

/** `|`, full-width `｜` and the upright lines of box drawing; an escaped `\|` is text. */
const pipe = /(?<!\\)[|｜│┃║]/u
const pipes = new RegExp(pipe, 'gu')

/** A line that only rules: `|---|:-:|`, `+----+`, `├──┼──┤`. */
const isRuler = (line: string): boolean =>
  /^[\s|｜+:=\-—_│┃║─━═├┤┼┌┐└┘┬┴╔╗╚╝╠╣╦╩╬╪]+$/u.test(line) && /[-—=_─━═]{2}|[|+][:=-]+[|+]/u.test(line)

const isRow = (line: string): boolean => isRuler(line) || pipe.test(line)

/** The table that begins at this line, or null: a row between pipes, or two lines with pipes (one is a breadcrumb trail). */
export function pipeTableAt(lines: readonly string[], at: number): TextRows | null {
  const line = lines[at] ?? ''
  if (!isRow(line) || line.includes('\t')) return null
  const { found, end } = rowsOnLines(lines, at, (other) => isRow(other) && !other.includes('\t'))
  const rows = found.filter((row) => !isRuler(row))
  const fenced = rows.some((row) => /^\s*[|｜│┃║].*[|｜│┃║]\s*$/u.test(row))
  return rows.length >= 2 || fenced ? { rows: rows.map(cellsOf), end } : null
}

/** Cells between pipes; the outer pipes of a row that begins with one are its fence. `<br>` breaks a line in Markdown. */
function cellsOf(line: string): readonly string[] {
  const fenced = /^\s*[|｜│┃║]/u.test(line)
  const inner = fenced ? line.replace(/^\s*./u, '').replace(/(?<!\\)[|｜│┃║]\s*$/u, '') : line
  return inner
    .split(pipes)
    .map((cell) => cellText(cell.replaceAll(/\\([|｜│┃║])/gu, '$1').replaceAll(/<br\s*\/?>/giu, '\n')))
}
