import type { Piece } from './flattenedPieces.ts'

/** Fewer rows in a row may have such figures by chance. */
const fewest = 3

/**
 * The pieces without running numbers (序号) before the labels of rows: `1 规章 … 2 规范性文件 …`. Left there they would be the last
 * figures of the rows before, and fill the place of a blank that flattened text has lost. Numbers run from 1 for as long as every
 * row has the next one.
 */
export function withoutOrdinals(text: string, pieces: readonly Piece[]): readonly Piece[] {
  const ordinals = new Set<Piece>()
  let run: Piece[] = []
  const close = (): void => {
    if (run.length >= fewest) for (const piece of run) ordinals.add(piece)
    run = []
  }
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'label' || !piece.roles.has('row')) continue
    const before = pieces[at - 1]
    const number = before?.kind === 'figure' ? text.slice(before.from, before.to) : ''
    if (before !== undefined && number === String(run.length + 1)) run.push(before)
    else {
      close()
      if (before !== undefined && number === '1' && pieces[at - 2]?.kind !== 'figure') run.push(before)
    }
  }
  close()
  return ordinals.size === 0 ? pieces : pieces.filter((piece) => !ordinals.has(piece))
}
