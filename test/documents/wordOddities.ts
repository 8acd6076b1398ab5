import { cell, type DraftRow, paragraph, plain, row, type Run, seen } from './draft.ts'
import { mapBlocks, mapCells, mapFigures, mapParagraphs, mapTables, metricsIn } from './edit.ts'
import { type Oddity, oddity } from './oddity.ts'

const written = ['docx', 'doc', 'rtf', 'html', 'html-gb18030'] as const
const run = (text: string, setting: Run['setting']): Run => ({ text, setting })

/** Corrections that nobody accepted: the old figure deleted, the new one inserted. */
export const trackedFigures = oddity(
  'tracked-figures',
  (draft, dice) =>
    mapFigures(draft, (one) =>
      dice.chance(0.1) && seen(one.runs) !== ''
        ? { ...one, runs: [run(String(dice.int(1, 9999)), 'deleted'), run(seen(one.runs), 'inserted')] }
        : one,
    ),
  written,
)

/** A deleted row and an inserted one. */
export const trackedRows = oddity(
  'tracked-rows',
  (draft, dice) =>
    mapTables(draft, 'applications', (table) => {
      const at = table.rows.findIndex((own) => metricsIn([own]).length === 7)
      const own = table.rows[at]
      if (own === undefined) return table
      const ghost: DraftRow = {
        ...own,
        setting: 'deleted',
        cells: own.cells.map((one) => (one.metric === null ? one : cell(String(dice.int(10, 99))))),
      }
      return {
        ...table,
        rows: [
          ...table.rows.slice(0, at),
          ghost,
          { ...own, setting: 'inserted' },
          ...table.rows.slice(at + 1),
        ],
      }
    }),
  ['docx', 'doc', 'rtf'],
)

/** Text that Word does not show, in labels and beside figures. */
export const hiddenText = oddity(
  'hidden-text',
  (draft, dice) =>
    mapCells(draft, null, (one) =>
      dice.chance(0.1) && seen(one.runs).trim() !== ''
        ? [{ ...one, runs: [...one.runs, run('666', 'hidden')] }]
        : [one],
    ),
  written,
)

/** Totals that Word computes (a field with its last result). */
export const fields = oddity(
  'fields',
  (draft) =>
    mapFigures(draft, (one, metric) =>
      metric.endsWith('.total') ? { ...one, runs: [run(seen(one.runs), 'field')] } : one,
    ),
  ['docx', 'doc', 'rtf'],
)

/** A text box anchored in a paragraph, and one in a cell. */
export const textBoxes: Oddity = oddity(
  'text-boxes',
  (draft) => {
    const inParagraph = mapParagraphs(draft, (p) =>
      p.role === 'heading' ? [{ ...p, runs: [...p.runs, run('全年公开信息4321条', 'text-box')] }] : [p],
    )
    return mapCells(inParagraph, 'applications', (one) => [
      seen(one.runs) === '（一）予以公开'
        ? { ...one, runs: [...one.runs, run('其中：12', 'text-box')] }
        : one,
    ])
  },
  ['docx', 'doc', 'rtf'],
)

/** A small table of the unit's own in the narrative. */
export const foreignTable = oddity('foreign-table', (draft, dice) =>
  mapBlocks(draft, (block) => {
    if (block.kind !== 'paragraph' || block.section !== 'overview' || block.role !== 'heading') return [block]
    const rows = ['政府网站', '政务微信', '政务微博', '其他方式'].map((name) =>
      row(cell(name), cell(String(dice.int(3, 400)))),
    )
    return [
      block,
      { kind: 'table', key: 'proactive', rows: [row(cell('公开渠道'), cell('信息数量（条）')), ...rows] },
      paragraph('', 'body', 'overview'),
    ]
  }),
)

/** Table 2's title row lost its words to the paragraph before it. */
export const titlesOutsideTable = oddity('item-titles-outside', (draft) =>
  mapBlocks(draft, (block) => {
    if (block.kind !== 'table' || block.key !== 'proactive') return [block]
    const pieces: { title: string; rows: DraftRow[] }[] = []
    for (const own of block.rows) {
      const text = seen(own.cells[0]?.runs ?? plain(''))
      if (text.startsWith('第二十条')) pieces.push({ title: text, rows: [] })
      else pieces.at(-1)?.rows.push(own)
    }
    return pieces.flatMap(({ title, rows }) => [paragraph(title, 'body', 'proactive'), { ...block, rows }])
  }),
)
