import type { Document, Place } from '../model/document.ts'

/**
 * The stretch of a page that holds the report: the blocks inside the smallest box around `evidence` (indices of chapter
 * headings and tables). What a page prints around it (navigation, counters, footers) changes at every visit and is no
 * content. The whole document where the container knows no boxes.
 */
export function contentRange(
  { blocks, homes }: Document,
  evidence: readonly number[],
): { readonly from: number; readonly to: number } {
  const whole = { from: 0, to: blocks.length }
  const places = evidence.map((index) => placeOf(index))
  const [first, ...others] = places
  if (!first || others.includes(null)) return whole
  const box = others.reduce<Place | null>((a, b) => commonBox(a, b), first)
  if (!box) return whole
  const inside = blocks.map((_, index) => isInside(placeOf(index), box))
  return { from: inside.indexOf(true), to: inside.lastIndexOf(true) + 1 }

  function placeOf(index: number): Place | null {
    const block = blocks[index]
    return (block && homes?.get(block)) ?? null
  }
}

function commonBox(a: Place | null, b: Place | null): Place | null {
  while (a !== b) {
    if (!a || !b) return null
    if (a.depth >= b.depth) a = a.parent
    else b = b.parent
  }
  return a
}

function isInside(place: Place | null, box: Place): boolean {
  let at = place
  while (at && at.depth > box.depth) at = at.parent
  return at === box
}
