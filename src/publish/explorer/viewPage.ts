import { html } from 'hono/html'
import type { Cell, Document, Table } from '../../model/document.ts'
import type { SitedReport } from '../../model/library.ts'
import { cellAnchor } from './cellAnchor.ts'
import type { Page } from './layout.ts'
import { withheldNote } from './withheldNote.ts'
import { downloadName } from './originalFiles.ts'
import { addressOf, figureAnchor } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'

/** An original in the words and tables that our reader gives, each cell of a figure marked and linked to it. Null for what is not there. */
export async function viewPage(scene: Scene, sha256: string): Promise<Page | null> {
  const { library, say, link, file } = scene
  const original = await library.original(sha256)
  if (original === null) return null
  const page = { heading: say('asRead'), trail: [{ name: say('original'), path: `/original/${sha256}/` }] }
  if (original.withheld !== null) return { ...page, body: withheldNote(scene, original.withheld) }
  if (original.extension === null) return { ...page, body: html`<p class="note">${say('notHere')}</p>` }
  const words = await library.words(original)
  const back = link(`/original/${sha256}/`)
  const download = file(`/original/${sha256}/${downloadName({ sha256, extension: original.extension })}`)
  const body = html`<p><code>${sha256}</code></p>
    <p class="actions">
      <a class="button" href="${back}">${say('original')}</a>
      <a class="button" href="${download}" download>${say('download')}</a>
    </p>
    ${
      words.kind === 'refused'
        ? html`<p class="note">${say('unreadable')}: <span lang="en">${words.message}</span></p>`
        : blocksOf(scene, words.document, marksOf(sha256, original.reports))
    }`
  return { ...page, body }
}

/** A figure that was read from a cell. */
interface Mark {
  readonly raw: string
  readonly metric: string
  readonly address: string
}
type Marks = ReadonlyMap<string, readonly Mark[]>

function marksOf(sha256: string, reports: readonly SitedReport[]): Marks {
  const marks = reports.flatMap(({ report }) =>
    Object.entries(report.cells)
      .filter(([, { source, file }]) => source === `sha256:${sha256}` && file === undefined)
      .map(([metric, cell]) => ({ at: cellAnchor(cell), raw: cell.raw, metric, address: addressOf(report) })),
  )
  return Map.groupBy(marks, ({ at }) => at)
}

function blocksOf(scene: Scene, { blocks }: Document, marks: Marks): Html {
  let tables = 0
  return html`<article class="reading" lang="zh-CN">
    ${blocks.map((block) => {
      if (block.kind === 'paragraph') return html`<p>${block.text}</p>`
      tables += 1
      return tableOf(scene, block.table, tables, marks)
    })}
  </article>`
}

function tableOf(scene: Scene, table: Table, number: number, marks: Marks): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${scene.say('table')} ${number}">
    <table class="printed">
      <tbody>
        ${table.rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => cellOf(scene, cell, number, marks))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** A mark only where the cell holds the very text that the figure was read from. */
function cellOf({ link }: Scene, cell: Cell, table: number, marks: Marks): Html {
  const at = cellAnchor({ table, row: cell.row + 1, column: cell.column + 1 })
  const [mark] = (marks.get(at) ?? []).filter(({ raw }) => raw === cell.text)
  if (mark === undefined)
    return html`<td colspan="${cell.columnSpan}" rowspan="${cell.rowSpan}">${cell.text}</td>`
  return html`<td class="marked" id="${at}" colspan="${cell.columnSpan}" rowspan="${cell.rowSpan}">
    <a href="${link(`${mark.address}#${figureAnchor(mark.metric)}`)}" title="${mark.metric}"
      >${cell.text.trim() === '' ? '□' : cell.text}</a
    >
  </td>`
}
