import type { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'
import type { DocFile } from './docFib.ts'

const pageSize = 512

/** The properties of a paragraph or of characters that lie next to each other in the text stream. */
export interface PropertyRun {
  /** Places in the text stream: first byte, first byte behind it. */
  readonly start: number
  readonly end: number
  /** Where its properties lie in the text stream; 0 for none. */
  readonly properties: number
}

/**
 * The properties of every place in the text stream (formatted disk pages, [MS-DOC] 2.9.33 and 2.9.23).
 * Ask in any order; forward is fast.
 */
export class PropertyPages {
  readonly #runs: readonly PropertyRun[]
  #last = 0

  constructor(file: DocFile, of: 'characters' | 'paragraphs') {
    this.#runs =
      of === 'characters' ? readRuns(file, 'characterPages', 1) : readRuns(file, 'paragraphPages', 13)
  }

  /** The run at this place; where the pages say nothing of it, one without properties up to the next one. */
  at(place: number): PropertyRun {
    const last = this.#runs[this.#last]
    if (last !== undefined && holds(last, place)) return last
    const next = this.#runs[this.#last + 1]
    if (next === undefined || !holds(next, place)) return this.#search(place)
    this.#last += 1
    return next
  }

  #search(place: number): PropertyRun {
    let low = 0
    let high = this.#runs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#runs[middle]?.end ?? Infinity) <= place) low = middle + 1
      else high = middle
    }
    const run = this.#runs[low]
    if (run === undefined || place < run.start) {
      return { start: place, end: run?.start ?? Infinity, properties: 0 }
    }
    this.#last = low
    return run
  }
}

const holds = ({ start, end }: PropertyRun, place: number): boolean => start <= place && place < end

/** A page: places, then entries of this size, each beginning with half the offset of its properties; last its count. */
function readRuns(
  { main, part }: DocFile,
  pages: 'characterPages' | 'paragraphPages',
  entrySize: 1 | 13,
): readonly PropertyRun[] {
  const plex = part(pages)
  const pageCount = Math.max(0, Math.floor((plex.length - 4) / 8))
  if (pageCount * pageSize > main.length) throw damagedFile('it has more pages of properties than bytes')
  const runs: PropertyRun[] = []
  for (let index = 0; index < pageCount; index += 1) {
    const page = (plex.u32((pageCount + 1) * 4 + index * 4) & 0x3fffff) * pageSize
    readPage(main, page, entrySize, runs)
  }
  return runs
}

function readPage(main: ByteView, page: number, entrySize: number, runs: PropertyRun[]): void {
  const count = main.u8(page + pageSize - 1)
  for (let index = 0; index < count; index += 1) {
    const start = main.u32(page + index * 4)
    const end = main.u32(page + index * 4 + 4)
    const offset = main.u8(page + (count + 1) * 4 + index * entrySize)
    if (start > end || start < (runs.at(-1)?.end ?? 0)) throw damagedFile('its pages of properties overlap')
    runs.push({ start, end, properties: offset === 0 ? 0 : page + offset * 2 })
  }
}
