import { nearestLabel } from './nearestLabel.ts'
import { withoutNote, withoutNumber } from './normaliseLabel.ts'
import type { PreparedForms } from './prepareForms.ts'
import { inWordsOfForm } from './inWordsOfForm.ts'
import type { PrintedCell } from './printedLine.ts'
import { withoutUnit } from './printedUnits.ts'
import type { Section } from './sections.ts'

/** A word of the form that a header cell stands for: a column (`leaf`) or a region over columns. */
export interface HeaderWord {
  readonly label: string
  /** Printed by another name than the form's own (合计 for 总计). */
  readonly alias: boolean
  readonly leaf: boolean
}

/** The word of this table that a header text stands for, exactly. */
export function exactWord(label: string, { key }: Section, prepared: PreparedForms): HeaderWord | null {
  for (const { table, kind, label: word } of prepared.memory.words(label)) {
    if (table !== key || (kind !== 'column' && kind !== 'columnGroup')) continue
    const own = prepared.canonical.get(word) ?? word
    return { label: own, alias: own !== word, leaf: kind === 'column' }
  }
  return null
}

/** The word that a header text means in this table alone, or that, misprinted, it is near to; none for a text that a person decided to be of no form. */
export function likeWord(label: string, { key }: Section, prepared: PreparedForms): HeaderWord | null {
  if (prepared.memory.words(label).some(({ kind }) => kind === 'foreign')) return null
  const leaves = prepared.labels.get(`${key} column`) ?? []
  const groups = prepared.labels.get(`${key} columnGroup`) ?? []
  const texts = [label, ...inWordsOfForm(label)].map((text) => withoutUnit(withoutNote(withoutNumber(text))))
  for (const text of texts) {
    const meant = prepared.within.get(`${key} ${text}`)
    if (meant !== undefined) return { label: meant, alias: true, leaf: leaves.includes(meant) }
    const near = nearestLabel(text, [...leaves, ...groups])
    if (near !== null) return { label: near, alias: false, leaf: leaves.includes(near) }
  }
  return null
}

export const headerWord = (label: string, section: Section, prepared: PreparedForms): HeaderWord | null =>
  exactWord(label, section, prepared) ?? likeWord(label, section, prepared)

/** A cell that names no column: what the form prints in the corner, or a unit alone (`单位：元`). */
export const isFurniture = (cell: PrintedCell): boolean =>
  cell.isUnit || cell.words.some(({ kind }) => kind === 'furniture')
