import { isChapter, type CaptionedTable } from './captionedTables.ts'
import { doubtsIn, doubtsOfCaption, doubtsOfUnread } from './doubtfulUnits.ts'
import { normaliseLabel, withoutNote, withoutNumber } from './normaliseLabel.ts'
import type { PreparedForms, Word } from './prepareForms.ts'
import { inWordsOfForm } from './inWordsOfForm.ts'
import {
  isUnitAlone,
  noUnits,
  together,
  unitsIn,
  unitsOfCell,
  unitsOfCaption,
  withoutUnit,
  type PrintedUnits,
} from './printedUnits.ts'
import { looksLikeFigure } from './readCell.ts'

/** A printed cell and what it may be. */
export interface PrintedCell {
  readonly text: string
  /** Normalised; empty for a blank cell. */
  readonly label: string
  readonly look: 'blank' | 'figure' | 'word' | 'text'
  readonly words: readonly Word[]
  /** Nothing but a unit (`单位：元`), which holds for the whole table. */
  readonly isUnit: boolean
  /** 0-based row and grid columns that it covers; in plain text the position in its row. */
  readonly row: number
  readonly start: number
  readonly end: number
}

/** A printed row of a table. */
export interface PrintedLine {
  /** From 0, among all tables of the document. */
  readonly table: number
  readonly spansKnown: boolean
  /** A blank cell leaves no trace in this text. */
  readonly blanksLost: boolean
  /** The next chapter begins behind the table. */
  readonly endsChapter: boolean
  /** Units that the caption of the table names. */
  readonly units: PrintedUnits
  readonly cells: readonly PrintedCell[]
  readonly figures: number
}

const none: readonly Word[] = []

/**
 * The words of a text: as printed, else without its number, without the bracketed note at its end, or with the form's
 * words in place of a year (`2022年本年制发件数`, `2021年结转`): whether it is the right year, imprints.ts asks.
 */
export function wordsOfLabel(label: string, words: PreparedForms['words']): readonly Word[] {
  const bare = withoutNumber(label)
  const exact = words.get(label) ?? words.get(bare) ?? words.get(withoutNote(bare))
  if (exact) return exact
  return words.get(withoutUnit(bare)) ?? wordsOfYear(bare, words) ?? wordsBehindGroup(bare, words) ?? none
}

function wordsOfYear(label: string, words: PreparedForms['words']): readonly Word[] | null {
  for (const form of inWordsOfForm(label)) {
    const found =
      words.get(form) ?? words.get(withoutNumber(form)) ?? words.get(withoutNote(withoutNumber(form)))
    if (found) return found
  }
  return null
}

/** Longer than the label of any region of rows with its number. */
const longestGroup = 16

/** A region and a row in one cell (`（三）不予公开1.属于国家秘密`): the words of both, the region first. */
function wordsBehindGroup(label: string, words: PreparedForms['words']): readonly Word[] | null {
  for (let end = Math.min(label.length - 1, longestGroup); end > 3; end--) {
    const groups = words.get(label.slice(0, end))?.filter(({ kind }) => kind === 'rowGroup') ?? []
    if (groups.length === 0) continue
    const rows = wordsOfLabel(label.slice(end).replace(/^[-–—:、/>]+/u, ''), words).filter(
      ({ table, kind }) =>
        (kind === 'row' || kind === 'rowGroup') && groups.some((group) => group.table === table),
    )
    return rows.length > 0 ? [...groups, ...rows] : null
  }
  return null
}

/** What a cell tells of the unit of all amounts of its table, or leaves in doubt. The label of a figure speaks of its own row only. */
function unitsForTable(
  { label, look, words, isUnit, start }: PrintedCell,
  row: readonly PrintedCell[],
): PrintedUnits {
  if (isUnit) return unitsOfCell(label)
  const isOf = (all: readonly Word[], ...kinds: readonly Word['kind'][]): boolean =>
    all.some(({ kind }) => kinds.includes(kind))
  if (isOf(words, 'item')) return together([unitsIn(label), doubtsIn(label)])
  if ((look !== 'word' && look !== 'text') || row.some((cell) => cell.look === 'figure')) return noUnits
  const isOfHeader = isOf(words, 'column', 'columnGroup')
  // The corner of a header names no column, so nothing reads its unit.
  const isInHeader =
    look === 'text' && start > 0 && row.some((cell) => isOf(cell.words, 'furniture', 'column'))
  return isOfHeader || isInHeader ? doubtsIn(label) : doubtsOfUnread(label)
}

type Look = Pick<PrintedCell, 'label' | 'look' | 'words' | 'isUnit'>

/** All rows of all tables in order, each cell with its look, each row with the units of its table's captions. */
export function printedLines(
  tables: readonly CaptionedTable[],
  prepared: PreparedForms,
): readonly PrintedLine[] {
  const seen = new Map<string, Look>()
  const look = (text: string): Look => {
    const known = seen.get(text)
    if (known) return known
    const fresh = lookAt(text, prepared)
    seen.set(text, fresh)
    return fresh
  }
  // Units that the rows of a table tell hold on in one that goes on with it.
  let told: PrintedUnits = noUnits
  return tables.flatMap((table, index) => {
    const rows = table.rows.map((row) =>
      row.map((cell): PrintedCell => {
        const { row: at, column: start } = cell
        return { text: cell.text, ...look(cell.text), row: at, start, end: start + cell.columnSpan }
      }),
    )
    const inside = rows.flatMap((row) => row.map((cell) => unitsForTable(cell, row)))
    told = together([table.adjacent === true ? told : noUnits, ...inside])
    const around = (table.captions ?? []).flatMap((text) => [unitsOfCaption(text), doubtsOfCaption(text)])
    const units = together([...around, told])
    const { spansKnown, blanksLost = false } = table
    const endsChapter = isChapter(table.followedBy ?? '')
    return rows.map((cells): PrintedLine => {
      const figures = cells.reduce((count, cell) => count + (cell.look === 'figure' ? 1 : 0), 0)
      return { table: index, spansKnown, blanksLost, endsChapter, units, cells, figures }
    })
  })
}

function lookAt(text: string, prepared: PreparedForms): Look {
  if (/^\d+$/u.test(text)) return { label: text, look: 'figure', words: none, isUnit: false }
  const label = normaliseLabel(text)
  if (label === '') return { label, look: 'blank', words: none, isUnit: false }
  const words = wordsOfLabel(label, prepared.words)
  if (words.length > 0) return { label, look: 'word', words, isUnit: false }
  const isUnit = isUnitAlone(label)
  return { label, look: !isUnit && looksLikeFigure(text) ? 'figure' : 'text', words: none, isUnit }
}
