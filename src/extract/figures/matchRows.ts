import { nearestLabel } from './nearestLabel.ts'
import { withoutNote, withoutNumber } from './normaliseLabel.ts'
import type { Entry } from './entries.ts'
import type { Word } from './formWord.ts'
import type { PreparedForms, PreparedRow, PreparedTable } from './prepareForms.ts'

/** For each printed row the row of the form, or null. */
export type RowMatches = readonly (PreparedRow | null)[]

/** A figure that a text box or a note left behind in the label's cell (`予以公开其中：12`). */
const strayFigure = /(?:其中:?)?\d+$/u

/** Short labels (其他, 总计) mean something only in their place. */
const shortLabel = 2

/**
 * Matches printed rows to the rows of one form: by label first; what is left over by likeness, and then only to a row that
 * no other printed row has and that lies between its neighbours in the form.
 */
export function matchRows(
  entries: readonly Entry[],
  table: PreparedTable,
  prepared: PreparedForms,
): RowMatches {
  const matches: (PreparedRow | null)[] = []
  let group: string | null = null
  for (const entry of entries) {
    group = groupOf(entry, table) ?? group
    const found = byLabel(entry, table)
    matches.push(found && isInPlace(found, group, matches) ? found.row : null)
  }
  return entries.map((entry, at) => matches[at] ?? byLikeness(entry, at, matches, table, prepared))
}

function groupOf({ labels }: Entry, table: PreparedTable): string | null {
  const isGroup = (word: Word): boolean => word.table === table.key && word.kind === 'rowGroup'
  return labels.findLast(({ words }) => words.some(isGroup))?.words.findLast(isGroup)?.label ?? null
}

/** A row of the form, and the label by which it is known there (其他 where 其他情形 is printed). */
interface FoundRow {
  readonly row: PreparedRow
  readonly label: string
}

function byLabel({ labels }: Entry, table: PreparedTable): FoundRow | null {
  for (const word of labels.at(-1)?.words ?? []) {
    const row = word.table === table.key && word.kind === 'row' ? table.byLabel.get(word.label) : undefined
    if (row) return { row, label: word.label }
  }
  return null
}

function isInPlace({ row, label }: FoundRow, group: string | null, before: RowMatches): boolean {
  if (label.length > shortLabel || row.group === null || row.group === group) return true
  return before.findLast((each) => each !== null)?.index === row.index - 1
}

/** Rows of the form between the nearest matched neighbours that no printed row has. */
export function freeRows(at: number, matches: RowMatches, table: PreparedTable): readonly PreparedRow[] {
  const taken = new Set(matches.flatMap((row) => (row ? [row.index] : [])))
  const before = matches.slice(0, at).findLast((row) => row !== null)?.index ?? -1
  const after = matches.slice(at + 1).find((row) => row !== null)?.index ?? table.rows.length
  return table.rows.filter(({ index }) => index > before && index < after && !taken.has(index))
}

function byLikeness(
  entry: Entry,
  at: number,
  matches: RowMatches,
  table: PreparedTable,
  prepared: PreparedForms,
): PreparedRow | null {
  const leaf = entry.labels.at(-1)
  if (!leaf || entry.values.length === 0 || leaf.look !== 'text') return null
  const text = withoutNumber(leaf.label).replace(strayFigure, '')
  const labels = [...table.byLabel.keys(), ...(prepared.labels.get(`${table.key} rowGroup`) ?? [])]
  const near =
    labels.find((label) => label === text) ??
    nearestLabel(text, labels) ??
    nearestLabel(withoutNote(text), labels)
  const row = near === null ? undefined : table.byLabel.get(near)
  return row && freeRows(at, matches, table).includes(row) ? row : null
}
