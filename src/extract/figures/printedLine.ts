import type { Table } from '../../model/document.ts'
import { normaliseLabel, withoutNote, withoutNumber } from './normaliseLabel.ts'
import type { PreparedForms, Word } from './prepareForms.ts'
import { looksLikeFigure } from './readCell.ts'

/** A printed cell and what it may be. */
export interface PrintedCell {
  readonly text: string
  /** Normalised; empty for a blank cell. */
  readonly label: string
  readonly look: 'blank' | 'figure' | 'word' | 'text'
  readonly words: readonly Word[]
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
  readonly cells: readonly PrintedCell[]
  readonly figures: number
}

const none: readonly Word[] = []

const yearBefore = /^(?:19|20)\d\d年度?(?=.)/u

/**
 * The words of a text: as printed, else without its number, without the bracketed note at its end, without the year before
 * it (`2022年本年制发件数`).
 */
export function wordsOfLabel(label: string, words: PreparedForms['words']): readonly Word[] {
  const bare = withoutNumber(label)
  const exact = words.get(label) ?? words.get(bare) ?? words.get(withoutNote(bare))
  if (exact) return exact
  return words.get(withoutNote(label.replace(yearBefore, ''))) ?? none
}

/** All rows of all tables in order, each cell with its look. */
export function printedLines(tables: readonly Table[], prepared: PreparedForms): readonly PrintedLine[] {
  const seen = new Map<string, Pick<PrintedCell, 'label' | 'look' | 'words'>>()
  const look = (text: string): Pick<PrintedCell, 'label' | 'look' | 'words'> => {
    const known = seen.get(text)
    if (known) return known
    const fresh = lookAt(text, prepared)
    seen.set(text, fresh)
    return fresh
  }
  return tables.flatMap((table, index) =>
    table.rows.map((row): PrintedLine => {
      const cells = row.map((cell): PrintedCell => {
        const { row: at, column: start } = cell
        const end = start + cell.columnSpan
        return { text: cell.text, ...look(cell.text), row: at, start, end }
      })
      const figures = cells.reduce((count, cell) => count + (cell.look === 'figure' ? 1 : 0), 0)
      return {
        table: index,
        spansKnown: table.spansKnown,
        blanksLost: table.blanksLost === true,
        cells,
        figures,
      }
    }),
  )
}

function lookAt(text: string, prepared: PreparedForms): Pick<PrintedCell, 'label' | 'look' | 'words'> {
  if (/^\d{1,9}$/u.test(text)) return { label: text, look: 'figure', words: none }
  const label = normaliseLabel(text)
  if (label === '') return { label, look: 'blank', words: none }
  const words = wordsOfLabel(label, prepared.words)
  if (words.length > 0) return { label, look: 'word', words }
  return { label, look: looksLikeFigure(text) ? 'figure' : 'text', words: none }
}
