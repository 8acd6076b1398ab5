import { flattened } from './container.ts'
import { cell, type DraftRow, isTable, plain, row, seen } from './draft.ts'
import {
  mapBlocks,
  mapCells,
  mapRows,
  mapTables,
  metricsIn,
  printedNumbers,
  rowsWith,
  setFigure,
  withoutFigures,
  withUncertain,
} from './edit.ts'
import { oddity } from './oddity.ts'

const labelled = (own: DraftRow, label: string): boolean => own.cells.some(({ runs }) => seen(runs) === label)

/** A remarks column at the right of table 3, with words and numbers of its own. */
export const remarksColumn = oddity('remarks-column', (draft, dice, container) => {
  const withRemark = (own: DraftRow): DraftRow => ({
    ...own,
    cells: [...own.cells, cell(dice.pick(['', '', '', '其中2件延期', '无']))],
  })
  const wider = mapTables(draft, 'applications', (table) => ({
    ...table,
    rows: table.rows.map((own, i) => {
      // Where a page cuts the table, its second part has no header.
      if (!table.rows.slice(0, 3).some((each) => labelled(each, '自然人'))) return withRemark(own)
      if (i === 0) return { ...own, cells: [...own.cells, cell('备注', { rowSpan: 3 })] }
      return i < 3 ? own : withRemark(own)
    }),
  }))
  const applications = Object.keys(draft.truth.figures).filter((metric) => metric.startsWith('applications.'))
  return withUncertain(wider, flattened.includes(container) ? applications : [])
})

/** A column of running numbers before the labels of table 2. */
export const ordinalColumn = oddity('ordinal-column', (draft, _dice, container) => {
  let number = 0
  const wider = mapRows(draft, 'proactive', (own) => {
    if (own.cells.length === 1)
      return [{ ...own, cells: own.cells.map((one) => ({ ...one, columnSpan: 5 })) }]
    const text = metricsIn([own]).length === 0 ? '序号' : String((number += 1))
    return [{ ...own, cells: [cell(text), ...own.cells] }]
  })
  const proactive = Object.keys(draft.truth.figures).filter((metric) => metric.startsWith('proactive.'))
  return withUncertain(wider, flattened.includes(container) ? proactive : [])
})

/** The first two columns of item （一） in the other order, header and figures alike. */
export const columnsSwapped = oddity('columns-swapped', (draft) =>
  mapRows(draft, 'proactive', (own) => {
    const [label, first, second, ...rest] = own.cells
    if (label === undefined || first === undefined || second === undefined || rest.length !== 1) return [own]
    const ofRules = metricsIn([own]).some((metric) => /\.(rules|normative_documents)\./u.test(metric))
    const header = /制发|新\n?制作/u.test(seen(first.runs))
    return [ofRules || header ? { ...own, cells: [label, second, first, ...rest] } : own]
  }),
)

/** 行政强制 before 行政处罚. */
export const rowsSwapped = oddity('rows-swapped', (draft) =>
  mapTables(draft, 'proactive', (table) => {
    const at = table.rows.findIndex((own) => labelled(own, '行政处罚'))
    const [first, second] = table.rows.slice(at, at + 2)
    if (at < 0 || first === undefined || second === undefined) return table
    return { ...table, rows: [...table.rows.slice(0, at), second, first, ...table.rows.slice(at + 2)] }
  }),
)

/** A row in the middle of a group that the unit left out because nothing happened: its figures are not there. */
export const rowLeftOut = oddity('row-left-out', (draft, dice) => {
  const rows = draft.blocks.flatMap((block) => (isTable(block, 'applications') ? block.rows : []))
  const idle = rows.filter((own) => {
    const metrics = metricsIn([own])
    const nothing = metrics.length === 7 && metrics.every((metric) => draft.truth.figures[metric] === 0)
    return nothing && own.cells.length === 8 && own.cells.every(({ rowSpan }) => rowSpan === 1)
  })
  const [gone] = dice.some(
    idle.filter((own) => !labelled(own, '（七）总计')),
    1,
  )
  if (gone === undefined) return draft
  return withoutFigures(
    mapRows(draft, 'applications', (own) => (own === gone ? [] : [own])),
    metricsIn([gone]),
  )
})

/** Table 4 replaced by a sentence. */
export const tableLeftOut = oddity('table-left-out', (draft) =>
  withoutFigures(
    mapBlocks(draft, (block) => (isTable(block, 'review_litigation') ? [] : [block])),
    Object.keys(draft.truth.figures).filter((metric) => /^(review|litigation)/u.test(metric)),
  ),
)

/** 单位：元 in the header where the form has 万元: the figures are in 万元 all the same, or marked. */
export const amountHeaderInYuan = oddity('amount-header-in-yuan', (draft, dice) => {
  const metric = 'proactive.fees.amount'
  if (!(metric in draft.truth.figures)) return draft
  const yuan = dice.int(1000, 900_000)
  const header = mapCells(draft, 'proactive', (one) => [
    seen(one.runs).includes('单位：万元') ? { ...one, runs: plain('本年收费金额（单位：元）') } : one,
  ])
  return withUncertain(setFigure(header, metric, yuan / 10_000, String(yuan)), [metric])
})

/** What is neither blank nor a number: absent and marked, never half read. Without borders its row is lost with it. */
export const unreadableCells = oddity('unreadable-cells', (draft, dice, container) =>
  dice.some(printedNumbers(draft), 3).reduce((odd, [metric]) => {
    const text = dice.pick(['约12', '见附件', '***', '12/13', 'O', '若干', '3~5'])
    const doubtful = flattened.includes(container) ? metricsIn(rowsWith(draft, [metric])) : [metric]
    return withUncertain(setFigure(odd, metric, null, text), doubtful)
  }, draft),
)

/** A sum under table 2's last item, which no form has. */
export const grandTotalRow = oddity('local-total-row', (draft, dice) =>
  mapTables(draft, 'proactive', (table) => ({
    ...table,
    rows: [...table.rows, row(cell('合计'), cell(String(dice.int(1, 500)), { columnSpan: 3 }))],
  })),
)
