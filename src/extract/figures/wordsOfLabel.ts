import type { FormWords, Word } from './formWord.ts'
import { withoutNote, withoutNumber } from './normaliseLabel.ts'
import { inWordsOfForm } from './inWordsOfForm.ts'
import { withoutUnit } from './printedUnits.ts'

const none: readonly Word[] = []

/**
 * The words of a text: as printed, else without its number, without the bracketed note at its end, or with the form's
 * words in place of a year (`2022年本年制发件数`, `2021年结转`): whether it is the right year, imprints.ts asks.
 */
export function wordsOfLabel(label: string, words: FormWords): readonly Word[] {
  const bare = withoutNumber(label)
  const exact = words.get(label) ?? words.get(bare) ?? words.get(withoutNote(bare))
  if (exact) return exact
  return words.get(withoutUnit(bare)) ?? wordsOfYear(bare, words) ?? wordsBehindGroup(bare, words) ?? none
}

function wordsOfYear(label: string, words: FormWords): readonly Word[] | null {
  for (const form of inWordsOfForm(label)) {
    const found =
      words.get(form) ?? words.get(withoutNumber(form)) ?? words.get(withoutNote(withoutNumber(form)))
    if (found) return found
  }
  return null
}

/** Longer than the label of any region of rows with its number. */
const longestGroup = 16

/** A region and a row in one cell (`（三）不予公开1.属于国家秘密`): the words of both, the region first. */
function wordsBehindGroup(label: string, words: FormWords): readonly Word[] | null {
  for (let end = Math.min(label.length - 1, longestGroup); end > 3; end--) {
    const groups = words.get(label.slice(0, end))?.filter(({ kind }) => kind === 'rowGroup') ?? []
    if (groups.length === 0) continue
    const rows = wordsOfLabel(label.slice(end).replace(/^[-–—:、/>]+/u, ''), words).filter(
      ({ table, kind }) =>
        (kind === 'row' || kind === 'rowGroup') && groups.some((group) => group.table === table),
    )
    return rows.length > 0 ? [...groups, ...rows] : null
  }
  return null
}
