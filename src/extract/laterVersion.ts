import { digestOf } from './content.ts'
import type { Reading } from './readOriginal.ts'
import { sourceKey, type Replaced } from './replacements.ts'

/**
 * Of the other sources of a report the one that was published last as another version of it, without calling itself a correction: on another
 * page, dated later, captured later, still there, with no fewer figures and other content (docs/decisions/0035). Null where there is none.
 */
export function laterVersion(
  speaker: Reading,
  others: readonly Reading[],
  { gone }: Pick<Replaced, 'gone'>,
): Reading | null {
  const later = others.filter(
    (other) =>
      isLater(other, speaker) &&
      pageOf(other) !== pageOf(speaker) &&
      !other.trapped &&
      !gone.has(sourceKey(other.original)) &&
      size(other) >= Math.max(1, size(speaker)) &&
      digestOf(other) !== digestOf(speaker),
  )
  return later.sort((a, b) => ((a.published ?? '') < (b.published ?? '') ? -1 : 1)).at(-1) ?? null
}

function isLater({ published, original }: Reading, than: Reading): boolean {
  if (original.role === 'import' || published === null || than.published === null) return false
  return published > than.published && (original.capture ?? 0) > (than.original.capture ?? 0)
}

const pageOf = ({ original }: Reading): string | null => original.parentUrl ?? original.url

const size = ({ figures }: Reading): number => Object.keys(figures).length
