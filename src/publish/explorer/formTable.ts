import { html } from './html.ts'
import type { FormBlock, FormRow, FormTable } from '../../model/form.ts'
import { metricId } from '../../model/metric.ts'
import type { Html } from './scene.ts'

/** The cell (`td`) of a metric; `label` names it in the words of the form. */
export type CellOf = (metric: string, label: string) => Html

/** A table of a report in the words and order of its form, block by block; `name` as the page calls it. */
export function formTable(table: FormTable, name: string, cellOf: CellOf): Html {
  const shown = table.layout === 'across' ? acrossBlock : downBlock
  return html`<div class="wide" tabindex="0" role="region" aria-label="${name}">
    ${table.blocks.map((block) => shown(table, name, block, cellOf))}
  </div>`
}

function downBlock(table: FormTable, name: string, block: FormBlock, cellOf: CellOf): Html {
  const heads = headerRows(block.columns.map(({ path }) => path))
  const width = block.columns.length + 1
  return html`<table class="form">
    ${captionOf(block, name)}
    <thead>
      ${heads.map(
        (cells, at) =>
          html`<tr>
            ${at === 0 ? html`<td rowspan="${heads.length}"></td>` : ''}${cells.map(headCell)}
          </tr>`,
      )}
    </thead>
    <tbody>
      ${rowsWithGroups(block.rows).map(({ label, level, row }) =>
        row === null
          ? html`<tr class="group">
              <th scope="rowgroup" colspan="${width}" class="level${level}" lang="zh-CN">${label}</th>
            </tr>`
          : html`<tr>
              <th scope="row" class="level${level}" lang="zh-CN">${label}</th>
              ${block.columns.map((column) =>
                cellOf(metricId(table, row.key, column.key), `${row.label} · ${column.label}`),
              )}
            </tr>`,
      )}
    </tbody>
  </table>`
}

/** Rows of the form side by side in one printed row (复议诉讼). */
function acrossBlock(table: FormTable, name: string, block: FormBlock, cellOf: CellOf): Html {
  const cells = block.rows.flatMap((row) => block.columns.map((column) => ({ row, column })))
  return html`<table class="form across">
    ${captionOf(block, name)}
    <thead>
      ${headerRows(cells.map(({ row, column }) => [...row.path, ...column.path])).map(
        (heads) =>
          html`<tr>
            ${heads.map(headCell)}
          </tr>`,
      )}
    </thead>
    <tbody>
      <tr>
        ${cells.map(({ row, column }) =>
          cellOf(metricId(table, row.key, column.key), `${row.label} · ${column.label}`),
        )}
      </tr>
    </tbody>
  </table>`
}

const captionOf = ({ item }: FormBlock, name: string): Html =>
  item === null
    ? html`<caption class="hidden">
        ${name}
      </caption>`
    : html`<caption lang="zh-CN">
        ${item}
      </caption>`

interface HeadCell {
  readonly label: string
  readonly columns: number
  readonly rows: number
}

const headCell = ({ label, columns, rows }: HeadCell): Html =>
  html`<th scope="${columns > 1 ? 'colgroup' : 'col'}" colspan="${columns}" rowspan="${rows}" lang="zh-CN">
    ${label}
  </th>`

/** Column labels level by level; a label that columns share is one cell, a short path reaches down from its first label. */
function headerRows(paths: readonly (readonly string[])[]): readonly (readonly HeadCell[])[] {
  const depth = Math.max(...paths.map(({ length }) => length))
  const padded = paths.map(([first = '', ...rest]) => [
    first,
    ...Array<null>(depth - rest.length - 1).fill(null),
    ...rest,
  ])
  return Array.from({ length: depth }, (_, level) => {
    const cells: HeadCell[] = []
    let before: string | null = null
    for (const path of padded) {
      const label = path[level] ?? null
      if (label === null) continue
      const key = JSON.stringify(path.slice(0, level + 1))
      const last = cells.at(-1)
      if (key === before && last !== undefined)
        cells[cells.length - 1] = { ...last, columns: last.columns + 1 }
      else
        cells.push({ label, columns: 1, rows: 1 + path.slice(level + 1).findIndex((each) => each !== null) })
      if (cells.at(-1)?.rows === 0)
        cells[cells.length - 1] = { label, columns: cells.at(-1)?.columns ?? 1, rows: depth - level }
      before = key
    }
    return cells
  })
}

interface Line {
  readonly label: string
  readonly level: number
  /** Null for a heading above rows. */
  readonly row: FormRow | null
}

/** The rows by their innermost label, each below the labels that it shares with others. */
function rowsWithGroups(rows: readonly FormRow[]): readonly Line[] {
  const lines: Line[] = []
  const known = new Set<string>()
  for (const row of rows) {
    row.path.forEach((label, level) => {
      const key = JSON.stringify(row.path.slice(0, level + 1))
      const isOwn = level === row.path.length - 1
      if (isOwn || !known.has(key)) lines.push({ label, level, row: isOwn ? row : null })
      known.add(key)
    })
  }
  return lines
}
