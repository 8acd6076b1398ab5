import type { FormWords, Word } from './formWord.ts'
import { normaliseLabel } from './normaliseLabel.ts'
import { isUnitAlone } from './printedUnits.ts'
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
}

const none: readonly Word[] = []

/** What a cell is that says this, among the words of the forms. */
export function lookAt(text: string, forms: FormWords): Look {
  if (/^\d+$/u.test(text)) return { label: text, look: 'figure', words: none, isUnit: false }
  const label = normaliseLabel(text)
  if (label === '') return { label, look: 'blank', words: none, isUnit: false }
  const words = wordsOfLabel(label, forms)
  if (words.length > 0) return { label, look: 'word', words, isUnit: false }
  const isUnit = isUnitAlone(label)
  return { label, look: !isUnit && looksLikeFigure(text) ? 'figure' : 'text', words: none, isUnit }
}
