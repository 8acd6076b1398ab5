import { docBytes, type DocBox, type DocParagraph, type DocRun, long, short, sprm } from './docBytes.ts'
import type { Draft, DraftParagraph, DraftTable, Run } from './draft.ts'
import { type GridRow, gridRows } from './grid.ts'
import { type Random, random } from './random.ts'

/** Writes the parts of one document; gathers its text boxes on the way. */
interface Pen {
  readonly dice: Random
  readonly boxes: DocBox[]
  /** Characters written so far. */
  at: number
}

const nothing = Buffer.alloc(0)
const special = sprm(0x0855, [1])
const settings: Readonly<Record<Run['setting'], Buffer>> = {
  plain: nothing,
  hidden: sprm(0x083c, [1]),
  deleted: sprm(0x0800, [1]),
  inserted: sprm(0x0801, [1]),
  field: nothing,
  'text-box': special,
}

const inTable = Buffer.concat([sprm(0x2416, [1]), sprm(0x6649, long(1))])
const rowEnd = sprm(0x2417, [1])

function runsOf({ text, setting }: Run): readonly DocRun[] {
  const properties = settings[setting]
  const written = text.replaceAll('\n', '\x0b')
  if (setting !== 'field') return [{ text: written, properties }]
  return [
    { text: '\x13', properties: special },
    { text: ' =SUM(LEFT) ', properties },
    { text: '\x14', properties: special },
    { text: written, properties },
    { text: '\x15', properties: special },
  ]
}

/** A paragraph that ends in this mark. */
function paragraph(
  pen: Pen,
  runs: readonly Run[],
  mark: string,
  properties: Buffer,
  gone = false,
): DocParagraph {
  const written = runs.flatMap((run): readonly DocRun[] => {
    const own = run.setting === 'text-box' ? [anchorOf(pen, run)] : runsOf(run)
    pen.at += own.reduce((sum, { text }) => sum + text.length, 0)
    return own
  })
  pen.at += 1
  return { runs: [...written, { text: mark, properties: gone ? settings.deleted : nothing }], properties }
}

function anchorOf(pen: Pen, { text }: Run): DocRun {
  const words = { text: `${text.replaceAll('\n', '\x0b')}\r`, properties: nothing }
  pen.boxes.push({ anchor: pen.at, paragraphs: [{ runs: [words], properties: nothing }] })
  return { text: '\x08', properties: special }
}

function bodyParagraph(pen: Pen, { runs, listNumber }: DraftParagraph): DocParagraph {
  const numbered = listNumber === null ? nothing : Buffer.concat([sprm(0x260a, [0]), sprm(0x460b, [1, 0])])
  return paragraph(pen, runs, '\r', numbered)
}

/** Edges in twips, where hands and rounding move them by a few, and the merging bits of each cell (TC80). */
function definition(pen: Pen, { cells }: GridRow): Buffer {
  let column = 0
  const edges = [0, ...cells.map(({ cell }) => (column += cell.columnSpan) * 640)].map(
    (edge) => edge + pen.dice.int(0, 8),
  )
  const bits = cells.map(({ cell, continued }) => (cell.rowSpan === 1 ? 0 : continued ? 0x20 : 0x60))
  const rest = Buffer.from([
    cells.length,
    ...edges.flatMap((edge) => short(edge)),
    ...bits.flatMap((flags) => [...short(flags), ...new Array<number>(18).fill(0)]),
  ])
  return sprm(0xd608, Buffer.concat([Buffer.from(short(rest.length + 1)), rest]))
}

function rowParagraphs(pen: Pen, row: GridRow): readonly DocParagraph[] {
  const gone = row.row.setting === 'deleted'
  const cells = row.cells.map(({ cell, continued }) => {
    const runs = gone ? cell.runs.map((run) => ({ ...run, setting: 'deleted' as const })) : cell.runs
    return paragraph(pen, continued ? [] : runs, '\x07', inTable, gone)
  })
  const end = Buffer.concat([inTable, rowEnd, definition(pen, row)])
  return [...cells, paragraph(pen, [], '\x07', end, gone)]
}

const tableParagraphs = (pen: Pen, { rows }: DraftTable): readonly DocParagraph[] =>
  gridRows(rows).flatMap((row) => rowParagraphs(pen, row))

/** The draft as a .doc of Word 97 ([MS-DOC]); `key` decides where its text is cut into pieces. */
export function writeDoc({ blocks }: Draft, key: string): Uint8Array {
  const pen: Pen = { dice: random(`doc:${key}`), boxes: [], at: 0 }
  const body = blocks.flatMap((block) =>
    block.kind === 'table' ? tableParagraphs(pen, block) : [bodyParagraph(pen, block)],
  )
  return docBytes(body, pen.boxes, pen.dice)
}
