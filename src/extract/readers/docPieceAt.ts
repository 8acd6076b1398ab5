import { damagedFile } from './damagedFile.ts'
import type { Piece } from './docPieces.ts'

/** Finds the piece that holds a character; fast where the last one asked for holds it too. */
export class PieceAt {
  readonly #pieces: readonly Piece[]
  #last = 0

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  find(character: number): Piece {
    const last = this.#pieces[this.#last]
    if (last !== undefined && last.start <= character && character < last.end) return last
    this.#last = this.#search(character)
    const found = this.#pieces[this.#last]
    if (found === undefined || character < found.start) throw damagedFile('a part of its text is in no piece')
    return found
  }

  #search(character: number): number {
    let low = 0
    let high = this.#pieces.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#pieces[middle]?.end ?? Infinity) <= character) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Where a character of the piece lies in the text stream. */
export const placeIn = (piece: Piece, character: number): number =>
  piece.place + (character - piece.start) * piece.width
