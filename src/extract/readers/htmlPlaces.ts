import type { Block, Place } from '../../model/document.ts'
import { isTablePart } from './htmlHidden.ts'

/** Elements that mark up words or lines inside a box and never hold a box of the page's layout. */
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big button cite code data dfn em font h1 h2 h3 h4 h5 h6 i ins kbd label mark nobr p pre q ' +
    'ruby s samp small span strike strong sub sup time title tt u var wbr html head tr thead tbody tfoot caption colgroup'
  ).split(' '),
)

/** Deeper boxes count as this one: no page needs more, and a bomb must not cost more. */
const deepest = 200

interface OpenBox {
  readonly name: string
  readonly place: Place
}

/** Which box of the page (div, cell, article…) the walk is in, and in which each block was printed. */
export class HtmlPlaces {
  readonly homes = new Map<Block, Place>()
  private readonly boxes: OpenBox[] = []
  private beyond = 0

  /** The innermost box that is open now. */
  get here(): Place | null {
    return this.boxes.at(-1)?.place ?? null
  }

  open(name: string): void {
    if (inline.has(name) || name.includes(':')) return
    // Cells and rows end without an end tag where the next one begins.
    if (isTablePart(name)) this.closeTo('table', false)
    if (this.boxes.length >= deepest) {
      this.beyond += 1
      return
    }
    this.boxes.push({ name, place: { parent: this.here, depth: this.boxes.length } })
  }

  close(name: string): void {
    if (inline.has(name) || name.includes(':')) return
    if (this.beyond > 0) this.beyond -= 1
    else this.closeTo(name, true)
  }

  /** Closes what is open down to the innermost box of this name, itself `inclusive`ly; nothing when there is none. */
  private closeTo(name: string, inclusive: boolean): void {
    const at = this.boxes.findLastIndex((box) => box.name === name)
    if (at >= 0) this.boxes.length = inclusive ? at : at + 1
  }
}
