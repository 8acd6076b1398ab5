import type { Piece } from './flattenedPieces.ts'

/** A printed row: its labels, then its figures. */
export interface FlattenedRow {
  /** `row`: under a label of the form; `heads`: labels above figures; `figures`: figures alone; `unknown`: other words before them. */
  readonly role: 'row' | 'heads' | 'figures' | 'unknown'
  readonly cells: readonly string[]
  readonly figures: number
}

type Slot = 'row' | 'group' | 'head' | 'item' | 'word' | 'figure'

/** Cuts the pieces of a table into its rows: a row ends where a label follows a figure or another row's label. */
export function rowsOf(text: string, pieces: readonly Piece[]): readonly FlattenedRow[] {
  const rows: FlattenedRow[] = []
  let open: { readonly slot: Slot; readonly text: string }[] = []

  const figuresSoFar = (): number => open.filter(({ slot }) => slot === 'figure').length
  const endRow = (): void => {
    if (open.length > 0) {
      const role = roleOf(open.map(({ slot }) => slot))
      rows.push({ role, cells: open.map((cell) => cell.text), figures: figuresSoFar() })
    }
    open = []
  }

  // `0四、结转…` behind a full row: the figure stands in the cell of the label.
  let strayFrom: number | null = null
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1]
    if (piece.kind === 'figure' && next?.kind === 'label' && next.glued && isFull(rows, figuresSoFar())) {
      strayFrom = piece.from
      continue
    }
    const slot = slotOf(piece, next)
    if (
      endsRow(
        open.map((cell) => cell.slot),
        slot,
      )
    )
      endRow()
    open.push({
      slot,
      text: text
        .slice(strayFrom ?? piece.from, piece.to)
        .trim()
        .replaceAll(/\s+/gu, ' '),
    })
    strayFrom = null
  }
  endRow()
  return rows
}

/** A row is full when it has as many figures as the last labelled row: what still comes is not its figure. */
function isFull(rows: readonly FlattenedRow[], figures: number): boolean {
  const last = rows.findLast(({ role }) => role === 'row')
  return last !== undefined && figures > 0 && figures >= last.figures
}

function slotOf({ kind, roles }: Piece, next: Piece | undefined): Slot {
  if (kind !== 'label') return kind === 'figure' ? 'figure' : 'word'
  // A word that may be a column or a row (其他) is the row when a figure follows.
  if (roles.has('row') && (roles.size === 1 || next?.kind === 'figure')) return 'row'
  if (roles.has('head')) return 'head'
  return roles.has('item') ? 'item' : 'group'
}

function endsRow(open: readonly Slot[], next: Slot): boolean {
  const last = open.at(-1)
  if (last === undefined || (last === 'figure' && next === 'figure')) return false
  if (last === 'figure' || last === 'item' || next === 'item') return true
  if (next === 'figure') return open.every((slot) => slot === 'head')
  // An unknown word among the heads is a head that no form knows; elsewhere it is part of the row's label.
  if (next === 'word') return open.includes('row')
  if (next === 'head') return !open.every((slot) => slot === 'head' || slot === 'word')
  return open.includes('head') || open.includes('row')
}

function roleOf(slots: readonly Slot[]): FlattenedRow['role'] {
  if (slots.includes('row')) return 'row'
  if (slots.every((slot) => slot === 'figure')) return 'figures'
  return slots.includes('figure') ? 'unknown' : 'heads'
}
