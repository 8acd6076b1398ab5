import type { Block } from '../../model/document.ts'
import type { FlattenedLabels } from './flattenedLabels.ts'
import { withoutOrdinals } from './flattenedOrdinals.ts'
import { piecesOf, type Piece } from './flattenedPieces.ts'
import { rowsOf, type FlattenedRow } from './flattenedRows.ts'
import { tableOf } from './textTable.ts'

/**
 * Finds the tables of a report in text that lost them: all on one line with spaces, or one cell a line.
 * In: the text and the labels of the forms, which alone give structure. Out: prose and tables in reading order; a row of a table is
 * its labels and its figures as printed (`spansKnown` false, `blanksLost` true). Nothing is moved, split or filled up: digits that ran
 * together stay one figure, and a row with too few or too many figures stays so, for the figures code to refuse.
 */
export function flattenedTables(text: string, labels: FlattenedLabels): readonly Block[] {
  const pieces = withoutOrdinals(text, piecesOf(text, labels))
  const blocks: Block[] = []
  let prose = 0
  for (const region of regionsOf(text, pieces)) {
    const rows = rowsOf(text, region)
    const [first, last] = [region.at(0), region.at(-1)]
    if (!first || !last || !isTable(rows)) continue
    blocks.push(...paragraphs(text.slice(prose, first.from)))
    blocks.push({ kind: 'table', table: { ...tableOf(rows.map(({ cells }) => cells)), blanksLost: true } })
    prose = last.to
  }
  return [...blocks, ...paragraphs(text.slice(prose))]
}

const paragraphs = (text: string): readonly Block[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'paragraph', text: line }))

/** Two rows of the form with figures, or the headings of 复议诉讼 over figures; a menu of a page has labels and no figures. */
function isTable(rows: readonly FlattenedRow[]): boolean {
  const labelled = rows.filter(({ role, figures }) => role === 'row' && figures > 0)
  const heads = rows.reduce((sum, { role, cells }) => sum + (role === 'heads' ? cells.length : 0), 0)
  const bare = rows.some(({ role, figures }) => role === 'figures' && figures > 0)
  return labelled.length >= 2 || (heads >= 5 && (bare || labelled.length > 0))
}

/** The longest stretches of labels and figures, each beginning with a label of the table and ending with its last row. */
function regionsOf(text: string, pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const regions: (readonly Piece[])[] = []
  let at = 0
  while (at < pieces.length) {
    if (pieces[at]?.kind !== 'label') {
      at += 1
      continue
    }
    let end = at
    while (end < pieces.length && belongs(text, pieces, end)) end += 1
    regions.push(trimmed(pieces.slice(at, end)))
    at = Math.max(end, at + 1)
  }
  return regions
}

/** How many words in a row may be a label that no form knows, broken by spaces. */
const unknownWords = 4

/** Whether a piece behind a label still belongs to the table: prose does not, an unknown label does when figures follow it. */
function belongs(text: string, pieces: readonly Piece[], at: number): boolean {
  if (pieces[at]?.kind !== 'word') return true
  let start = at
  while (pieces[start - 1]?.kind === 'word') start -= 1
  let end = at
  while (pieces[end]?.kind === 'word') end += 1
  const words = pieces.slice(start, end).map(({ from, to }) => text.slice(from, to))
  if (words.length > unknownWords || words.some(isProse)) return false
  const next = pieces[end]
  // `五、` begins a chapter, unless two figures follow at once, as behind a misprinted row.
  if (words.some((word) => /^[一二三四五六七八九十]{1,2}[、.．]/u.test(word))) {
    return next?.kind === 'figure' && pieces[end + 1]?.kind === 'figure'
  }
  return next?.kind === 'figure' || next?.kind === 'label'
}

const isProse = (word: string): boolean => /[。；！？]|，.*，.*，/u.test(word) || word.length > 60

/** Without a menu before the table and stray words or headings behind it. */
function trimmed(region: readonly Piece[]): readonly Piece[] {
  const start = region.findIndex(
    ({ kind, roles }, at) =>
      kind === 'label' &&
      (roles.has('head') || roles.has('item') || roles.has('group') || region[at + 1]?.kind === 'figure'),
  )
  if (start < 0) return []
  const end = region.findLastIndex(({ kind, roles }) => kind === 'figure' || roles.has('row'))
  return region.slice(start, end + 1)
}
