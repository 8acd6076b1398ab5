import { cell, type Draft, type DraftRow, isTable, row, seen } from './draft.ts'
import { mapRows, metricsIn, rowsWith, setFigure, withUncertain } from './edit.ts'
import { type Oddity, oddity } from './oddity.ts'
import type { Random } from './random.ts'

/** A row of the place itself, which the form does not have. */
export const localRow = oddity('local-row', (draft, dice) =>
  mapRows(draft, 'proactive', (own) => {
    const metric = own.cells[1]?.metric
    if (metric?.startsWith('proactive.normative_documents') !== true) return [own]
    const values = own.cells.slice(1).map(() => cell(String(dice.int(1, 40))))
    return [own, row(cell('其他主动公开文件'), ...values)]
  }),
)

const lastFigures = (draft: Draft): readonly string[] =>
  draft.blocks.flatMap((block) =>
    block.kind === 'table' && block.key !== 'review_litigation'
      ? block.rows.flatMap((own) => {
          const metrics = metricsIn([own])
          return metrics.length > 1 ? metrics.slice(-1) : []
        })
      : [],
  )

/** The last cell of a row (of this figure, or of any) is not there, and the next heading runs on. */
export const missingLastCell = (metric: string | null): Oddity =>
  oddity(metric === null ? 'missing-last-cell' : `missing-last-cell(${metric})`, (draft, dice, container) => {
    const gone = metric ?? dice.some(lastFigures(draft), 1)[0]
    if (gone === undefined) return draft
    const shorter = mapRows(draft, null, (own) => [
      own.cells.some((one) => one.metric === gone)
        ? { ...own, cells: own.cells.filter((one) => one.metric !== gone), runsOn: true }
        : own,
    ])
    // Only the heading that runs on shows that the gap is at the end; a row that is merely short may lack any of its cells.
    const doubtful = container === 'text-tab-indented' ? [gone] : metricsIn(rowsWith(draft, [gone]))
    return withUncertain(setFigure(shorter, gone, null, ''), doubtful)
  })

const figureRow = (draft: Draft, dice: Random): DraftRow | undefined => {
  const rows = draft.blocks.flatMap((block) => (isTable(block, 'applications') ? block.rows : []))
  return dice.some(
    rows.filter(
      ({ cells }) =>
        cells.length === 8 && metricsIn([{ cells, setting: 'plain', runsOn: false }]).length === 7,
    ),
    1,
  )[0]
}

/** A row printed twice with the same figures, as after a page end. */
export const rowTwice = oddity('row-twice', (draft, dice) => {
  const twice = figureRow(draft, dice)
  return mapRows(draft, 'applications', (own) => (own === twice ? [own, own] : [own]))
})

/** A row printed twice with other figures the second time: nobody can say which is meant. */
export const rowTwiceDifferently = oddity('row-twice-differently', (draft, dice) => {
  const twice = figureRow(draft, dice)
  if (twice === undefined) return draft
  const other = {
    ...twice,
    cells: twice.cells.map((one) => (one.metric === null ? one : cell(String(dice.int(3, 9))))),
  }
  return withUncertain(
    mapRows(draft, 'applications', (own) => (own === twice ? [own, other] : [own])),
    metricsIn([twice]),
  )
})

/** Empty rows that a ruler-drawn table leaves between header and figures (金都街道 2022, table 4), and elsewhere. */
export const emptyRows = oddity('empty-rows', (draft, dice) =>
  mapRows(draft, null, (own) => {
    const figures = metricsIn([own]).length
    const between =
      figures === 15 || (figures > 0 && own.cells.every(({ rowSpan }) => rowSpan === 1) && dice.chance(0.1))
    const blank = row(...own.cells.map(({ columnSpan }) => cell('', { columnSpan })))
    return between ? [blank, own] : [own]
  }),
)

/** A second value column (历年累计) beside the one of this year. */
export const twoValueColumns = oddity('two-value-columns', (draft, dice) => {
  let doubtful: readonly string[] = []
  const wider = mapRows(draft, 'proactive', (own) => {
    const last = own.cells.at(-1)
    if (last === undefined || last.columnSpan < 2 || own.cells.length < 2) return [own]
    doubtful = [...doubtful, ...metricsIn([own])]
    const value = last.metric === null ? '历年累计' : String(dice.int(100, 900))
    return [
      {
        ...own,
        cells: [
          ...own.cells.slice(0, -1),
          { ...last, columnSpan: 1 },
          cell(value, { columnSpan: last.columnSpan - 1 }),
        ],
      },
    ]
  })
  return withUncertain(wider, doubtful)
})

/** Last year and this year side by side in one table: refused or marked, never merged. */
export const twoYears = oddity('two-years', (draft, dice) => {
  const { year } = draft.truth
  let doubtful: readonly string[] = []
  const doubled = mapRows(draft, 'proactive', (own) => {
    const metrics = metricsIn([own])
    doubtful = [...doubtful, ...metrics]
    if (own.cells.length === 1) return [own]
    return [
      {
        ...own,
        cells: own.cells.flatMap((one, i) => {
          if (i === 0) return [one]
          if (one.metric === null)
            return [cell(`${year - 1}年\n${seen(one.runs)}`), cell(`${year}年\n${seen(one.runs)}`)]
          return [cell(String(dice.int(1, 60))), { ...one, columnSpan: 1 }]
        }),
      },
    ]
  })
  return withUncertain(doubled, doubtful)
})
