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
  const blocksOf = forms.flatMap(({ tables }) => tables.flatMap(({ blocks }) => blocks))
  const orders: Orders = {
    down: forms.flatMap(({ tables }) => tables.map(rowLabels)),
    across: blocksOf.map(({ columns }) => columns.flatMap(({ path }) => path.slice(-1))),
  }
  const mended = (cell: Cell): Cell => {
    // A label that prints a year is no misreading of one that does not.
    if (!han.test(cell.text) || /(?:19|20)\d\d\s*年/u.test(cell.text)) return cell
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

/** The innermost labels of forms in order, as printed. */
interface Orders {
  /** Of the rows of each table. */
  readonly down: readonly (readonly string[])[]
  /** Of the columns of each block. */
  readonly across: readonly (readonly string[])[]
}

/** The innermost label of each row of a form's table, in order, as printed. */
const rowLabels = ({ blocks }: FormTable): readonly string[] =>
  blocks.flatMap(({ rows }) => rows.flatMap(({ path }) => path.slice(-1)))

/** OCR may get so many characters of a label wrong where its neighbours tell which it must be. */
const wrongInPlace = 0.7

type Rows = readonly (readonly Cell[])[]

/** Labels that no form knows, each between two that stand two places apart in a form: the rows below each other, the heads side by side. */
function byPlace(rows: Rows, { down, across }: Orders): Rows {
  const leaves = rows.flatMap((row) => row.findLast(({ text }) => han.test(text)) ?? [])
  const meant = new Map([leaves, ...rows].flatMap((line, at) => [...between(line, at === 0 ? down : across)]))
  return rows.map((row) => row.map((cell) => ({ ...cell, text: meant.get(cell) ?? cell.text })))
}

/** Of cells in one line: which labels they stand for by their neighbours. */
function between(cells: readonly Cell[], orders: readonly (readonly string[])[]): ReadonlyMap<Cell, string> {
  const texts = cells.map(({ text }) => normaliseLabel(text))
  const known = orders.map((order) => order.map(normaliseLabel))
  const meant = new Map<Cell, string>()
  cells.forEach((cell, at) => {
    const [before, text = '', after] = [texts[at - 1], texts[at], texts[at + 1]]
    if (before === undefined || after === undefined || known.some((order) => order.includes(text))) return
    const labels = known.flatMap((order, index) => {
      const place = order.findIndex((label, each) => label === before && order[each + 2] === after) + 1
      const label = order[place] ?? ''
      const isLike = editDistance(text, label, label.length) <= label.length * wrongInPlace
      return place > 0 && isLike ? [orders[index]?.[place] ?? ''] : []
    })
    const [label, ...others] = new Map(labels.map((each) => [normaliseLabel(each), each])).values()
    if (label !== undefined && others.length === 0) meant.set(cell, label)
  })
  return meant
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
