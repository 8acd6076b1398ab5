import { lookAt, type Look } from './cellLook.ts'
import type { FormWords, Word } from './formWord.ts'
import { headerMemory, type HeaderMemory } from './headerMemory.ts'
import { imprintOf, type Imprint, type PlaceOfImprint } from './imprint.ts'
import { remembered } from './remembered.ts'
import { wordsOfLabel } from './wordsOfLabel.ts'

/**
 * What texts in and around tables say, whatever stands beside them: the costly part of reading a report, and the same in every
 * report of a form. Belongs to the forms that it was made for.
 */
export interface LabelMemory {
  /** What a cell may be, by its text as printed. */
  readonly look: (text: string) => Look
  /** The words of a normalised label. */
  readonly words: (label: string) => readonly Word[]
  readonly imprint: Readonly<Record<PlaceOfImprint, (text: string) => Imprint | null>>
  readonly header: HeaderMemory
}

export const labelMemory = (words: FormWords): LabelMemory => ({
  look: remembered((text) => lookAt(text, words)),
  words: remembered((label) => wordsOfLabel(label, words)),
  imprint: {
    title: remembered((text) => imprintOf(text, 'title')),
    cell: remembered((text) => imprintOf(text, 'cell')),
    note: remembered((text) => imprintOf(text, 'note')),
  },
  header: headerMemory(),
})
