import type { Cell, Document } from '../model/document.ts'
import type { Form, FormTable } from '../model/form.ts'
import { editDistance } from './figures/editDistance.ts'
import { normaliseLabel, withoutNumber } from './figures/normaliseLabel.ts'

/** OCR may get so many characters of a label wrong, of those that it has; the next label must be twice as far away. */
const wrong = 0.4
/** Shorter labels (其他, 总计) are told by their place, or not at all. */
const shortest = 3

/**
 * A document that OCR read, with the labels of the forms where a cell is nearly one: `|.信访举报投诉类申请` is `1.信访举报投诉类申请`.
 * The figures need them; that rows then stand in the order of the form, each once, is tested where rows are matched.
 */
export function withKnownLabels(document: Document, forms: readonly Form[]): Document {
  if (document.scanned !== true) return document
  const labels = labelsOf(forms)
  const mended = (cell: Cell): Cell => {
    if (!/\p{Script=Han}/u.test(cell.text)) return cell
    const label = nearest(normaliseLabel(cell.text), labels)
    return label === null ? cell : { ...cell, text: label }
  }
  const blocks = document.blocks.map((block) =>
    block.kind === 'paragraph'
      ? block
      : { ...block, table: { ...block.table, rows: block.table.rows.map((row) => row.map(mended)) } },
  )
  return { ...document, blocks }
}

/** As they are printed, by how they are compared. */
function labelsOf(forms: readonly Form[]): ReadonlyMap<string, string> {
  const printed = forms.flatMap(({ tables }) => tables.flatMap(wordsOf))
  return new Map(printed.map((text) => [normaliseLabel(text), text]))
}

const wordsOf = ({ blocks, furniture }: FormTable): readonly string[] => [
  ...furniture,
  ...blocks.flatMap(({ item, columns, rows }) => [
    ...(item === null ? [] : [item]),
    ...[...columns, ...rows].flatMap(({ path, also = [] }) => [...path, ...also]),
  ]),
]

function nearest(text: string, labels: ReadonlyMap<string, string>): string | null {
  if (labels.has(text) || text.length < shortest) return null
  const near = [...labels]
    .map(([label, printed]) => ({ label, printed, distance: editDistance(text, label, text.length) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [best] = near
  if (best === undefined || best.distance > best.label.length * wrong) return null
  // The same label with and without its number is no rival.
  const rival = near.find(({ label }) => withoutNumber(label) !== withoutNumber(best.label))
  return rival !== undefined && rival.distance < 2 * best.distance ? null : best.printed
}
