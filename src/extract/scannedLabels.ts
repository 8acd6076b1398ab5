import type { Cell, Document } from '../model/document.ts'
import type { Form, FormTable } from '../model/form.ts'
import { editDistance } from './figures/editDistance.ts'
import { normaliseLabel, withoutNumber } from './figures/normaliseLabel.ts'

/** OCR may get so many characters of a label wrong, of those that it has; the next label must be twice as far away. */
const wrong = 0.4
/** Shorter labels (其他, 总计) are told by their place, or not at all. */
const shortest = 3

/**
 * A document that OCR read, with the labels of the forms where a cell is nearly one (`|.信访举报投诉类申请` is `1.信访举报投诉类申请`), or
 * stands between two rows of a form that have one row between them. The figures need them; that rows then stand in the order of the
 * form, each once, is tested where rows are matched.
 */
export function withKnownLabels(document: Document, forms: readonly Form[]): Document {
  if (document.scanned !== true) return document
  const labels = labelsOf(forms)
  const orders = forms.flatMap(({ tables }) => tables.map(rowLabels))
  const mended = (cell: Cell): Cell => {
    if (!han.test(cell.text)) return cell
    const label = nearest(normaliseLabel(cell.text), labels)
    return label === null ? cell : { ...cell, text: label }
  }
  const blocks = document.blocks.map((block) => {
    if (block.kind === 'paragraph') return block
    const rows = block.table.rows.map((row) => row.map(mended))
    return { ...block, table: { ...block.table, rows: byPlace(rows, orders) } }
  })
  return { ...document, blocks }
}

const han = /\p{Script=Han}/u

/** The innermost label of each row of a form's table, in order, as printed. */
const rowLabels = ({ blocks }: FormTable): readonly string[] =>
  blocks.flatMap(({ rows }) => rows.flatMap(({ path }) => path.slice(-1)))

/** OCR may get so many characters of a label wrong where its neighbours tell which it must be. */
const wrongInPlace = 0.7

/** Rows whose label no form knows, between two that stand one row apart in a form. */
function byPlace(
  rows: readonly (readonly Cell[])[],
  orders: readonly (readonly string[])[],
): readonly (readonly Cell[])[] {
  const leaves = rows.map((row) => row.findLast(({ text }) => han.test(text)))
  const [texts, known] = [
    leaves.map((leaf) => normaliseLabel(leaf?.text ?? '')),
    orders.map((order) => order.map(normaliseLabel)),
  ]
  return rows.map((row, at) => {
    const [before, text = '', after] = [texts[at - 1], texts[at], texts[at + 1]]
    if (before === undefined || after === undefined || known.some((order) => order.includes(text))) return row
    const meant = known.flatMap((order, index) => {
      const place = order.findIndex((label, each) => label === before && order[each + 2] === after) + 1
      const label = order[place] ?? ''
      const isLike = editDistance(text, label, label.length) <= label.length * wrongInPlace
      return place > 0 && isLike ? [orders[index]?.[place] ?? ''] : []
    })
    const [only = null, ...others] = new Set(meant.map(normaliseLabel))
    const label = others.length > 0 ? null : (meant.find((each) => normaliseLabel(each) === only) ?? null)
    return label === null ? row : row.map((cell) => (cell === leaves[at] ? { ...cell, text: label } : cell))
  })
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
