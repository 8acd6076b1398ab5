import { cell, type DraftTable, isTable, paragraph, plain, row, seen } from './draft.ts'
import { mapBlocks, mapCells, mapRows, mapTables, metricsIn, withUncertain } from './edit.ts'
import { gridRows } from './grid.ts'
import { oddity } from './oddity.ts'

const itemStarts = ({ rows }: DraftTable): readonly number[] =>
  rows.flatMap(({ cells }, index) => (seen(cells[0]?.runs ?? []).startsWith('第二十条第') ? [index] : []))

function splitByItem(table: DraftTable): readonly DraftTable[] {
  const starts = itemStarts(table)
  return starts.map((start, i) => ({ ...table, rows: table.rows.slice(start, starts[i + 1]) }))
}

/** Table 2 as one table per item. */
export const tableTwoInPieces = oddity('table-2-in-pieces', (draft) =>
  mapBlocks(draft, (block) =>
    isTable(block, 'proactive')
      ? splitByItem(block).flatMap((one) => [one, paragraph('', 'body', 'proactive')])
      : [block],
  ),
)

/** Table 2 as pieces with sentences between them. */
export const tableTwoAmongSentences = oddity('table-2-among-sentences', (draft) =>
  mapBlocks(draft, (block) =>
    isTable(block, 'proactive')
      ? splitByItem(block).flatMap((one, i) => [
          paragraph(`${i + 1}.有关事项的公开情况如下，共涉及业务科室${i + 2}个：`, 'body', 'proactive'),
          one,
        ])
      : [block],
  ),
)

/** 总计 of table 3's header stands one row too low, beside 其他. */
export const totalOneRowTooLow = oddity('total-one-row-too-low', (draft) =>
  mapTables(draft, 'applications', (table) => ({
    ...table,
    rows: table.rows.map((one, i) => {
      if (i === 1) return { ...one, cells: one.cells.map((c) => (seen(c.runs) === '总计' ? cell('') : c)) }
      return i === 2 ? { ...one, cells: [...one.cells, cell('总计')] } : one
    }),
  })),
)

/** 商业 / 企业 in two rows of the header (seen in 金都街道 2022). */
export const headerOverTwoRows = oddity('header-over-two-rows', (draft) =>
  mapTables(draft, 'applications', (table) => ({
    ...table,
    rows: table.rows.flatMap((one, i) => {
      if (i < 2)
        return [
          { ...one, cells: one.cells.map((c) => (c.rowSpan > 1 ? { ...c, rowSpan: c.rowSpan + 1 } : c)) },
        ]
      if (i > 2) return [one]
      const halves = one.cells.map((c) => seen(c.runs).split('\n'))
      return [
        {
          ...one,
          cells: one.cells.map((c, k) =>
            halves[k]?.[1] === undefined ? { ...c, rowSpan: 2 } : { ...c, runs: plain(halves[k][0] ?? '') },
          ),
        },
        row(...halves.flatMap((words) => (words[1] === undefined ? [] : [cell(words[1])]))),
      ]
    }),
  })),
)

/** Empty cells where a merge downwards belongs. */
export const emptyInsteadOfRowspan = oddity('empty-cells-instead-of-rowspan', (draft) =>
  mapTables(draft, null, (table) => ({
    ...table,
    rows: gridRows(table.rows).map(({ row: own, cells }) => ({
      ...own,
      cells: cells.map(({ cell: one, continued }) =>
        continued ? cell('', { columnSpan: one.columnSpan }) : { ...one, rowSpan: 1 },
      ),
    })),
  })),
)

const spanned = ['docx', 'doc', 'rtf', 'html', 'html-gb18030'] as const

/** Column spans that do not add up here and there: a title too narrow, a value over two columns. */
export const wrongColspans = oddity(
  'wrong-colspans',
  (draft, dice) =>
    mapRows(draft, null, (own) => {
      const wider = (at: number, by: number) => ({
        ...own,
        cells: own.cells.map((one, i) => (i === at ? { ...one, columnSpan: one.columnSpan + by } : one)),
      })
      if (own.cells.length === 1) return [dice.chance(0.6) ? wider(0, dice.pick([-1, 1])) : own]
      const figures = metricsIn([own]).length > 0
      return [figures && dice.chance(0.15) ? wider(dice.int(0, own.cells.length - 1), 1) : own]
    }),
  spanned,
)

/** Column spans at will, also in headers: where order and grid disagree, marked is right. */
export const scrambledColspans = oddity(
  'scrambled-colspans',
  (draft, dice) =>
    withUncertain(
      mapCells(draft, null, (one) => {
        if (one.columnSpan > 1 && dice.chance(0.5))
          return [{ ...one, columnSpan: one.columnSpan + dice.pick([-1, 1]) }]
        return [one.metric !== null && dice.chance(0.05) ? { ...one, columnSpan: 2 } : one]
      }),
      Object.keys(draft.truth.figures),
    ),
  spanned,
)

/** The group label reaches one row too far, so that a grid pushes the next row to the right. */
export const rowspanTooLong = oddity(
  'rowspan-too-long',
  (draft) =>
    mapCells(draft, 'applications', (one) => [
      seen(one.runs) === '（四）无法提供' ? { ...one, rowSpan: 4 } : one,
    ]),
  ['html', 'html-gb18030'],
)

/** A figure that somebody typed into a merged label (0（六）其他处理, 0四、结转下年度继续办理). */
export const strayFigureInLabel = oddity('stray-figure-in-label', (draft, dice) => {
  const label = dice.pick(['（六）其他处理', '四、结转下年度继续办理', '（七）总计', '三、本年度办理结果'])
  return mapCells(draft, 'applications', (one) => [
    seen(one.runs) === label ? { ...one, runs: plain(`0${label}`) } : one,
  ])
})
