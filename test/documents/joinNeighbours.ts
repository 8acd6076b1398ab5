import type { TableSince2019 as TableKey } from '../../src/model/report.ts'
import { type Draft, type DraftCell, type DraftRow, plain, seen } from './draft.ts'
import { mapTables, metricsIn } from './edit.ts'
import type { Random } from './random.ts'

/** A draft in which cells ran together, and which figures stand in the rows with such cells. */
export interface Joined {
  readonly draft: Draft
  readonly rows: readonly (readonly string[])[]
}

/** Takes away, with a chance of `share`, the border between two cells of figures in a row of these tables. */
export function joinNeighbours(draft: Draft, keys: readonly TableKey[], share: number, dice: Random): Joined {
  const rows: (readonly string[])[] = []
  const joinRow = (own: DraftRow): DraftRow => {
    const cells = own.cells.reduce<readonly DraftCell[]>((before, cell) => {
      const last = before.at(-1)
      const runs = cell.metric !== null && last?.metric != null && dice.chance(share)
      return runs ? [...before.slice(0, -1), together(last, cell)] : [...before, cell]
    }, [])
    if (cells.length === own.cells.length) return own
    rows.push(metricsIn([own]))
    return { ...own, cells }
  }
  const odd = keys.reduce(
    (all, key) => mapTables(all, key, (table) => ({ ...table, rows: table.rows.map(joinRow) })),
    draft,
  )
  return { draft: odd, rows }
}

const together = (one: DraftCell, next: DraftCell): DraftCell => ({
  ...one,
  runs: plain(seen(one.runs).trim() + seen(next.runs).trim()),
})
