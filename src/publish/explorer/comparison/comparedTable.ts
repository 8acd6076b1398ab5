import { html } from '../html.ts'
import type { FigureStanding } from '../../../model/figureStanding.ts'
import { metricId } from '../../../model/metric.ts'
import type { Report } from '../../../model/report.ts'
import { figureMarks } from '../figureMarks.ts'
import { formTable } from '../formTable.ts'
import { formNames, tableNames } from '../formNames.ts'
import { figureAnchor } from '../reportAddress.ts'
import type { Html, Scene } from '../scene.ts'
import { isSame, type ComparedFigure } from './compareFigures.ts'
import type { ComparedTable } from './compareTables.ts'

/** The two reports of a comparison, and the addresses of their pages. */
export interface ReportPair {
  readonly left: Report
  readonly right: Report
  readonly addresses: Readonly<Record<'left' | 'right', string>>
}

/** One table as the newer form has it, and what cannot be compared. */
export function comparedTable(scene: Scene, pair: ReportPair, table: ComparedTable): Html {
  const { language } = scene
  const forms = [...new Set([table.left, table.right])].flatMap((form) => form ?? [])
  return html`<section>
    <h3>
      ${tableNames[table.key][language]}
      <small>${forms.map((form) => formNames[form][language]).join(' / ')}</small>
    </h3>
    ${table.layout === null ? '' : formTable(table.layout, tableNames[table.key][language], (metric) => comparedCell(scene, pair, metric, table.figures.get(metric)))}
    ${apartPart(scene, pair, table)}
  </section>`
}

function comparedCell(
  scene: Scene,
  { addresses }: ReportPair,
  metric: string,
  figure: ComparedFigure | undefined,
): Html {
  if (figure === undefined) return html`<td class="compared">${scene.say('apartHead')}</td>`
  const kind = `compared${figure.inDoubt ? ' doubted' : ''}${isSame(figure) ? ' same' : ''}`
  return html`<td class="${kind}">
    <span class="sides"
      >${sideOf(scene, addresses.left, metric, figure.left)}
      <span aria-hidden="true">→</span> ${sideOf(scene, addresses.right, metric, figure.right)}</span
    >
    ${deltaOf(scene, figure)}
  </td>`
}

/** A figure of one report, leading to its evidence there. */
function sideOf(scene: Scene, address: string, metric: string, standing: FigureStanding): Html {
  const { say, link } = scene
  if (standing.kind === 'absent')
    return html`<abbr class="blank" title="${say('absentLong')}">${say('absent')}</abbr>`
  const words = standing.kind === 'blank' ? html`<span class="blank">${say('blank')}</span>` : standing.value
  return html`<a href="${link(`${address}#${figureAnchor(metric)}`)}">${words}</a
    >${figureMarks(scene, standing)}`
}

function deltaOf({ say }: Scene, { left, right, delta, percent }: ComparedFigure): Html {
  if (delta === 0) return html``
  if (delta !== null)
    return html`<span class="delta"
      >${signed(delta)}${percent === null ? '' : ` (${signed(percent)}%)`}</span
    >`
  return left.kind === right.kind ? html`` : html`<span class="delta">${say('noDelta')}</span>`
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'))

function apartPart(scene: Scene, pair: ReportPair, table: ComparedTable): Html {
  const { say, link, language } = scene
  const only = table.left === null ? 'right' : table.right === null ? 'left' : null
  const name = ({ unit, year }: Report): string => `${unit.name} ${year ?? ''}`
  if (only !== null)
    return html`<p class="note">
      ${say('apartHead')}: ${say('onlyIn')}
      <a href="${link(`${pair.addresses[only]}#tables`)}">${name(pair[only])}</a>
    </p>`
  if (table.apart.length === 0) return html``
  return html`<p class="note">${say('apartHead')}: ${say('apartNote')}</p>
    <ul class="apart">
      ${table.apart.map(({ side, metric, standing }) => {
        const form = table[side]
        return html`<li>
          <span lang="zh-CN">${metric.rowLabel} · ${metric.columnLabel}</span>:
          ${sideOf(scene, pair.addresses[side], metric.id, standing)}
          <small>${name(pair[side])}${form === null ? '' : `, ${formNames[form][language]}`}</small>
        </li>`
      })}
    </ul>`
}

/** Metrics of a compared table in the order of its layout. */
export const comparedMetrics = ({ layout, figures }: ComparedTable): readonly string[] =>
  (layout?.blocks ?? [])
    .flatMap((block) =>
      block.rows.flatMap((row) =>
        block.columns.map((column) => (layout === null ? '' : metricId(layout, row.key, column.key))),
      ),
    )
    .filter((metric) => figures.has(metric))
