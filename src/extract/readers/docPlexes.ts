import type { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'
import type { DocFile } from './docFib.ts'

/** A text box (文本框): the number of its shape, and its characters in the text behind all other stories. */
export interface DocBox {
  readonly shape: number
  readonly start: number
  readonly end: number
}

const boxSize = 22
const anchorSize = 26

/** The text boxes of the body ([MS-DOC] 2.8.32). */
export function readBoxes({ part, beforeBoxes, boxesLength }: DocFile): readonly DocBox[] {
  const plex = part('textBoxes')
  return plexOf(plex, boxSize).flatMap(({ start, end, at }) => {
    // Boxes that overlap could be read again and again.
    if (start > end || end > boxesLength) throw damagedFile('its text boxes do not follow each other')
    const spare = plex.u16(at + 8) !== 0
    if (spare || start === end) return []
    return [{ shape: plex.u32(at + 14), start: beforeBoxes + start, end: beforeBoxes + end }]
  })
}

/** The shape that is anchored at a character of the body ([MS-DOC] 2.8.37). */
export function readAnchors({ part }: DocFile): ReadonlyMap<number, number> {
  const plex = part('drawings')
  return new Map(plexOf(plex, anchorSize).map(({ start, at }) => [start, plex.u32(at)]))
}

/** Characters at which footnotes and endnotes are marked by a sign of the author's own ([MS-DOC] 2.8.19). */
export function readTypedMarks({ part }: DocFile): ReadonlySet<number> {
  const marks = [part('footnoteMarks'), part('endnoteMarks')].flatMap((plex) =>
    plexOf(plex, 2).flatMap(({ start, at }) => (plex.u16(at) === 0 ? [start] : [])),
  )
  return new Set(marks)
}

/** The character behind the last of each section ([MS-DOC] 2.8.26). */
export function readSectionEnds({ part }: DocFile): ReadonlySet<number> {
  return new Set(plexOf(part('sections'), 12).map(({ end }) => end))
}

interface PlexEntry {
  readonly start: number
  readonly end: number
  /** Where its data begin. */
  readonly at: number
}

/** A plex: n + 1 character positions, then n times data of one size ([MS-DOC] 2.2.2). */
function plexOf(plex: ByteView, dataSize: number): readonly PlexEntry[] {
  const count = Math.max(0, Math.floor((plex.length - 4) / (4 + dataSize)))
  return Array.from({ length: count }, (_, index) => ({
    start: plex.u32(index * 4),
    end: plex.u32(index * 4 + 4),
    at: (count + 1) * 4 + index * dataSize,
  }))
}
