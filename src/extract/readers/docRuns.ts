import type { DocFile } from './docFib.ts'
import { readLook, type DocLook } from './docLook.ts'
import { PropertyPages } from './docPages.ts'
import { PieceAt, placeIn } from './docPieceAt.ts'
import type { Piece } from './docPieces.ts'
import type { Sprms } from './docSprms.ts'
import type { DocStyles } from './docStyles.ts'
import type { RunLook } from './docxStyles.ts'

/** Characters of one look (格式相同的一段文字): the first, and the one behind the last. */
export interface DocRun {
  readonly start: number
  readonly end: number
  readonly look: DocLook
}

/** Splits the text into runs by what its pages of character properties and its pieces say. */
export class DocRuns {
  readonly #file: DocFile
  readonly #pieces: PieceAt
  readonly #pages: PropertyPages
  readonly #sprms: Sprms
  readonly #styles: DocStyles
  readonly #known = new Map<RunLook, Map<number, DocLook>>()

  constructor(file: DocFile, pieces: readonly Piece[], sprms: Sprms, styles: DocStyles) {
    this.#file = file
    this.#pieces = new PieceAt(pieces)
    this.#pages = new PropertyPages(file, 'characters')
    this.#sprms = sprms
    this.#styles = styles
  }

  /** The runs of these characters; `base` is what the style of their paragraph says. */
  between(start: number, end: number, base: RunLook): readonly DocRun[] {
    const runs: DocRun[] = []
    for (let at = start; at < end;) {
      const run = this.at(at, end, base)
      runs.push(run)
      at = run.end
    }
    return runs
  }

  /** The run that begins at this character, and does not go beyond `limit`. */
  at(start: number, limit: number, base: RunLook): DocRun {
    const piece = this.#pieces.find(start)
    const place = placeIn(piece, start)
    const page = this.#pages.at(place)
    const end = Math.min(limit, piece.end, start + Math.ceil((page.end - place) / piece.width))
    return { start, end, look: this.#look(page.properties, piece, base) }
  }

  #look(at: number, piece: Piece, base: RunLook): DocLook {
    const own = at === 0 ? base : this.#own(at, base)
    return piece.changes.length === 0 ? own : readLook(this.#sprms, piece.changes, own, this.#styles.lookOf)
  }

  /** A CHPX: its length, then its list ([MS-DOC] 2.9.32). Many runs share one. */
  #own(at: number, base: RunLook): DocLook {
    const known = this.#known.get(base)?.get(at)
    if (known !== undefined) return known
    const { main } = this.#file
    const look = readLook(this.#sprms, main.part(at + 1, main.u8(at)), base, this.#styles.lookOf)
    const ofBase = this.#known.get(base)
    if (ofBase === undefined) this.#known.set(base, new Map([[at, look]]))
    else ofBase.set(at, look)
    return look
  }
}
