import type { FormWords, Word } from './formWord.ts'
import { normaliseLabel, numberOf } from './normaliseLabel.ts'
import { doubtsIn } from './doubtfulUnits.ts'
import { isUnitAlone, noUnits, unitsIn, type PrintedUnits } from './printedUnits.ts'
import { looksLikeFigure } from './readCell.ts'
import { wordsOfLabel } from './wordsOfLabel.ts'

/** What a cell may be, by its text alone. */
export interface Look {
  /** Normalised; empty for a blank cell. */
  readonly label: string
  readonly look: 'blank' | 'figure' | 'word' | 'text'
  readonly words: readonly Word[]
  /** Nothing but a unit (`单位：元`), which holds for the whole table. */
  readonly isUnit: boolean
  /** Units that it names, wherever in it they stand; and those that it seems to tell and nothing understood. */
  readonly units: PrintedUnits
  readonly doubts: PrintedUnits
  /** The number before its words, as `numberOf` reads it. */
  readonly number: number | null
}

const none: readonly Word[] = []

/** What a cell is that says this, among the words of the forms. */
export function lookAt(text: string, forms: FormWords): Look {
  const plain = { words: none, isUnit: false, units: noUnits, doubts: noUnits, number: null }
  if (/^\d+$/u.test(text)) return { ...plain, label: text, look: 'figure' }
  const label = normaliseLabel(text)
  if (label === '') return { ...plain, label, look: 'blank' }
  const told = { label, ...sayingOf(label) }
  const words = wordsOfLabel(label, forms)
  if (words.length > 0) return { ...plain, ...told, look: 'word', words }
  const isUnit = isUnitAlone(label)
  return { ...plain, ...told, look: !isUnit && looksLikeFigure(text) ? 'figure' : 'text', isUnit }
}

/** What a normalised label says beside its words. */
export const sayingOf = (label: string): Pick<Look, 'units' | 'doubts' | 'number'> => ({
  units: unitsIn(label),
  doubts: doubtsIn(label),
  number: numberOf(label),
})
