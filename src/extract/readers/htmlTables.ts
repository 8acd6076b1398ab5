import { NianbaoError } from '../../errors.ts'
import type { HtmlFlow } from './htmlFlow.ts'
import { bounds, HtmlGrid } from './htmlGrid.ts'
import { isTablePart } from './htmlHidden.ts'
import type { HtmlPlaces } from './htmlPlaces.ts'
import type { Attributes } from './htmlTags.ts'

interface OpenTable {
  readonly grid: HtmlGrid
  /** Where the table stands, and where text between its cells goes, as in every browser. */
  readonly outside: HtmlFlow
  group: string | null
  cell: { readonly name: string; readonly flow: HtmlFlow } | null
}

const groups = new Set(['thead', 'tbody', 'tfoot'])

/** The tables that are open at this point of the page, innermost last; missing and stray tags as in the HTML standard (13.2.6.4.9–15). */
export class HtmlTables {
  private readonly page: HtmlFlow
  private readonly places: HtmlPlaces
  private readonly openTables: OpenTable[] = []

  constructor(page: HtmlFlow, places: HtmlPlaces) {
    this.page = page
    this.places = places
  }

  /** Where text goes now. */
  get flow(): HtmlFlow {
    const top = this.openTables.at(-1)
    return top === undefined ? this.page : (top.cell?.flow ?? top.outside)
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'table') {
      this.openTable()
      return
    }
    const top = this.openTables.at(-1)
    if (top === undefined) return
    if (isTablePart(name)) top.outside.break()
    if (name === 'td' || name === 'th') openCell(top, name, attributes)
    else if (name === 'tr') openRow(top)
    else if (groups.has(name)) openGroup(top, name)
    else if (name === 'caption' || name === 'col' || name === 'colgroup') closeGroup(top)
  }

  close(name: string): void {
    const top = this.openTables.at(-1)
    if (top === undefined) return
    if (name === 'table') this.closeTable()
    else if (name === top.cell?.name) closeCell(top)
    else if (name === 'tr') closeRow(top)
    else if (groups.has(name) && name === top.group) closeGroup(top)
    else if (name === 'caption' && top.cell === null) top.outside.break()
  }

  closeAll(): void {
    while (this.openTables.length > 0) this.closeTable()
  }

  private openTable(): void {
    const top = this.openTables.at(-1)
    // A table between the cells of another one ends that one (13.2.6.4.9).
    if (top?.cell === null) this.closeTable()
    if (this.openTables.length >= bounds.nested) {
      throw new NianbaoError(
        'unreadable-file',
        `tables nested more than ${bounds.nested} deep: look at the file`,
      )
    }
    const outside = this.flow
    outside.break()
    this.openTables.push({ grid: new HtmlGrid(this.places), outside, group: null, cell: null })
  }

  private closeTable(): void {
    const closed = this.openTables.pop()
    if (closed === undefined) return
    closed.outside.break()
    for (const block of closed.grid.finish()) closed.outside.block(block)
  }
}

function openCell(table: OpenTable, name: string, attributes: Attributes): void {
  if (table.group === null) openGroup(table, 'tbody')
  const rowSpan = span(attributes.get('rowspan'), 65534)
  const columnSpan = span(attributes.get('colspan'), 1000) || 1
  const flow = table.grid.startCell(rowSpan === 0 ? Number.POSITIVE_INFINITY : rowSpan, columnSpan)
  table.cell = { name, flow }
}

function openRow(table: OpenTable): void {
  if (table.group === null) openGroup(table, 'tbody')
  table.cell = null
  table.grid.startRow()
}

function openGroup(table: OpenTable, name: string): void {
  table.cell = null
  table.group = name
  table.grid.startGroup()
}

function closeCell(table: OpenTable): void {
  table.cell = null
  table.grid.endCell()
}

function closeRow(table: OpenTable): void {
  table.cell = null
  table.grid.endRow()
}

function closeGroup(table: OpenTable): void {
  table.cell = null
  table.group = null
  table.grid.endGroup()
}

/** Rules for parsing non-negative integers (HTML standard, 2.3.4.2): leading digits count, anything else is 1. */
function span(value: string | undefined, most: number): number {
  const digits = /^\s*\+?(\d+)/u.exec(value ?? '')?.[1]
  return digits === undefined ? 1 : Math.min(Number(digits), most)
}
