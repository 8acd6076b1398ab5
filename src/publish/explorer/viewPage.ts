import { html } from './html.ts'
import type { Cell, Document, Table } from '../../model/document.ts'
import { cellAnchor } from './cellAnchor.ts'
import { findingName } from './findingWords.ts'
import type { Page } from './layout.ts'
import { withheldNote } from './withheldNote.ts'
import { downloadName } from './originalFiles.ts'
import { recordOf } from './recordOf.ts'
import { placeWords } from './figureCell.ts'
import { metricName } from './metricName.ts'
import { citedCells, holds, unmarkedCells, type CitedCell } from './citedCells.ts'
import { sitedAddress } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'

/** An original in the words and tables that our reader gives, each cell of a figure marked and linked to it. Null for what is not there. */
export async function viewPage(scene: Scene, sha256: string): Promise<Page | null> {
  const { library, say, link, file } = scene
  const original = await library.original(sha256)
  if (original === null) return null
  const [first] = original.reports
  const name = first === undefined ? '' : `${first.report.unit.name} ${first.report.year ?? ''}`
  const page = {
    heading: [say('cellsMarked'), ...(name === '' ? [] : [name])].join(' · '),
    trail: [
      ...(first === undefined ? [] : [{ name, path: sitedAddress(library, first) }]),
      { name: say('original'), path: `/original/${sha256}/` },
    ],
  }
  if (original.withheld !== null) return { ...page, body: withheldNote(scene, original.withheld) }
  if (original.extension === null) return { ...page, body: html`<p class="note">${say('notHere')}</p>` }
  const words = await library.words(original)
  const cited = citedCells(library, original)
  const back = link(`/original/${sha256}/`)
  const download = file(`/original/${sha256}/${downloadName({ sha256, extension: original.extension })}`)
  const unmarked = words.kind === 'refused' ? [] : unmarkedCells(cited, words.document)
  const body = html`<p><code>${sha256}</code></p>
    <p class="actions">
      <a class="button" href="${back}">${say('original')}</a>
      <a class="button" href="${download}" download>${say('download')}</a>
    </p>
    ${
      words.kind === 'refused'
        ? html`<div class="note">
            ${say('unreadable')}: ${findingName(scene.language, words.code)} ${recordOf(scene, words.message)}
          </div>`
        : html`${unmarkedPart(scene, unmarked)}
          ${blocksOf(scene, words.document, { marks: marksOf(cited), listed: new Set(unmarked.map(cellAnchor)) })}`
    }`
  return { ...page, body }
}

/** Cells that are cited, by table and row. */
type Marks = ReadonlyMap<string, readonly CitedCell[]>

/** What is marked in the words, and the anchors of what is listed above them instead. */
interface Shown {
  readonly marks: Marks
  readonly listed: ReadonlySet<string>
}
const rowKey = (table: number, row: number): string => `${table} ${row}`

const marksOf = (cited: readonly CitedCell[]): Marks =>
  Map.groupBy(
    cited.filter(({ isInside }) => !isInside),
    ({ table, row }) => rowKey(table, row),
  )

function blocksOf(scene: Scene, { blocks }: Document, shown: Shown): Html {
  let tables = 0
  return html`<article class="reading" lang="zh-CN">
    ${blocks.map((block) => {
      if (block.kind === 'paragraph') return html`<p>${block.text}</p>`
      tables += 1
      return tableOf(scene, block.table, tables, shown)
    })}
  </article>`
}

function tableOf(scene: Scene, table: Table, number: number, { marks, listed }: Shown): Html {
  const rows = table.rows.map((cells, at) => {
    const row = { table: number, row: at + 1 }
    return rowOf(scene, cells, row, { marks: marks.get(rowKey(number, at + 1)) ?? [], listed })
  })
  return html`<div class="wide" tabindex="0" role="region" aria-label="${scene.say('table')} ${number}">
    <table class="printed">
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}

/** Figures whose cell is not what they were read from any more: other rules read them, or they stand in a file inside. Once for each place. */
function unmarkedPart(scene: Scene, cells: readonly CitedCell[]): Html {
  if (cells.length === 0) return html``
  const { say, link } = scene
  return html`<details class="note" open>
    <summary>${say('unmarked')}</summary>
    <ul>
      ${cells.map(
        (cell) =>
          html`<li id="${cellAnchor(cell)}">
            ${placeWords(say('cell'), cell)}: <a href="${link(cell.address)}">${nameOf(scene, cell)}</a>
            <q lang="zh-CN">${cell.raw}</q>
          </li>`,
      )}
    </ul>
  </details>`
}

const nameOf = (scene: Scene, { what }: CitedCell): string =>
  'metric' in what ? metricName(scene, what.metric) : what.words

interface RowPlace {
  readonly table: number
  readonly row: number
}

interface ShownRow {
  readonly marks: readonly CitedCell[]
  readonly listed: Shown['listed']
}

function rowOf(scene: Scene, cells: readonly Cell[], place: RowPlace, shown: ShownRow): Html {
  const { marks } = shown
  // A cell that the row does not have: the figure is blank because the printed row ends before it.
  const beyond = marks.filter((mark) => holds(cells, mark) === 'beyond')
  return html`<tr>
    ${cells.map((cell) => cellOf(scene, cell, place, shown))}
    ${beyond.map((mark) => markedCell(scene, mark, place, { text: scene.say('rowEnds'), kind: 'marked beyond' }))}
  </tr>`
}

/** A mark only where the cell holds the very text that the figure was read from. Every cell has its anchor: who cited one finds it after a new edition, too. */
function cellOf(scene: Scene, cell: Cell, place: RowPlace, { marks, listed }: ShownRow): Html {
  const { text, columnSpan, rowSpan } = cell
  const mark = marks.find(({ column, raw }) => column === cell.column + 1 && raw === text)
  if (mark === undefined) {
    const anchor = cellAnchor({ ...place, column: cell.column + 1 })
    const id = listed.has(anchor) ? '' : html`id="${anchor}"`
    return html`<td ${id} colspan="${columnSpan}" rowspan="${rowSpan}">${text}</td>`
  }
  const shown = { text: text.trim() === '' ? '□' : text, kind: 'marked', columnSpan, rowSpan }
  return markedCell(scene, mark, place, shown)
}

function markedCell(
  { link }: Scene,
  { column, what, address }: CitedCell,
  place: RowPlace,
  {
    text,
    kind,
    columnSpan = 1,
    rowSpan = 1,
  }: {
    readonly text: string
    readonly kind: string
    readonly columnSpan?: number
    readonly rowSpan?: number
  },
): Html {
  const at = cellAnchor({ ...place, column })
  return html`<td class="${kind}" id="${at}" colspan="${columnSpan}" rowspan="${rowSpan}">
    <a href="${link(address)}" title="${'metric' in what ? what.metric : what.words}">${text}</a>
  </td>`
}
