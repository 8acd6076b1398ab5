import { html } from './html.ts'
import { figureStandings, type FigureStanding } from '../../model/figureStanding.ts'
import type { SitedReport } from '../../model/library.ts'
import type { Metric } from '../../model/metric.ts'
import type { Report } from '../../model/report.ts'
import { figuresForUse } from '../../model/reviewedReport.ts'
import { figureWords } from './figureCell.ts'
import { figureMarks, marksLegend } from './figureMarks.ts'
import { acrossList } from './findingsPage.ts'
import { feedAddress } from './feedAddress.ts'
import { tableNames } from './formNames.ts'
import type { Page } from './layout.ts'
import { listTable } from './listTable.ts'
import { listLink } from './lists/listLink.ts'
import { regionTrail } from './regionTrail.ts'
import { figureAnchor, sitedAddress, type Beside } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'
import { trendChart, type YearFigure } from './trendChart.ts'

/** What is drawn: applications, documents in force, and disputes; the table below has the rest. */
const drawn = [
  'applications.new.total',
  'proactive.normative_documents.in_force',
  'review.total',
  'litigation_direct.total',
]

/** A unit over all its years: pictures with the table behind them, then every figure. Null where there is no report. */
export async function unitPage(scene: Scene, path: string): Promise<Page | null> {
  const { library, say, link } = scene
  const found = await library.unit(path)
  const sited = onePerYear(found)
  const reports = sited.map(({ report }) => report)
  const [last] = reports.slice(-1)
  if (last === undefined) return null
  const metrics = printedIn(library.metrics, reports)
  const used = sited.map((each) => usedOf(library, each))
  const isMarked = metrics.some(({ id }) => used.some(({ standing }) => marksIn(standing(id)) !== ''))
  const chosen = metrics.filter(({ id }) => drawn.includes(id))
  const across = await library.acrossYears(path)
  const body = html`
    <ul class="tiles">
      ${used.map(({ year, address }) => html`<li><a href="${link(address)}">${year}</a></li>`)}
    </ul>
    ${isMarked ? marksLegend(scene) : ''}
    ${
      chosen.length === 0
        ? ''
        : html`<h2>${say('trend')}</h2>
            <p class="note">${say('trendNote')}</p>
            <div class="trends">
              ${chosen.map((metric) =>
                trendChart(
                  titleOf(metric),
                  used.map(({ year, standing }) => yearFigure(year, standing(metric.id))),
                ),
              )}
            </div>
            ${yearsTable(scene, chosen, used, say('trend'))}`
    }
    ${
      across.length === 0
        ? ''
        : html`<h2>${say('acrossYears')}</h2>
            ${acrossList(scene, across)}`
    }
    <details>
      <summary>${say('allFigures')}</summary>
      ${yearsTable(scene, metrics, used, say('allFigures'))}
    </details>
    ${listLink(scene, `/unit/${path}/figures.csv`, 0)}
  `
  const feed = feedAddress({ kind: 'unit', path })
  return { heading: last.unit.name, headingIn: 'zh', body, trail: regionTrail(library, last), feed }
}

const titleOf = ({ rowLabel, columnLabel, unit }: Metric): string => `${rowLabel} · ${columnLabel}（${unit}）`

/** Of a report that several sites have the first speaks; its page names the others. */
export const onePerYear = (found: readonly SitedReport[]): readonly SitedReport[] =>
  [...Map.groupBy(found, ({ report }) => report.year).values()].flatMap(([first]) => first ?? [])

/** Metrics of which some report has a cell, in the order of the forms, the newest form first. */
function printedIn(metrics: readonly Metric[], reports: readonly Report[]): readonly Metric[] {
  const printed = new Set(reports.flatMap((report) => Object.keys(figuresForUse(report))))
  const known = new Map(metrics.toReversed().map((metric) => [metric.id, metric]))
  const order = new Map(metrics.map(({ id }, at) => [id, at]))
  return [...known.values()]
    .filter(({ id }) => printed.has(id))
    .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
}

/** A report as the tables over the years use it. */
interface Used {
  readonly year: number
  readonly address: string
  readonly standing: (metric: string) => FigureStanding
}

const usedOf = (library: Beside, sited: SitedReport): Used => ({
  ...{ year: sited.report.year ?? 0, address: sitedAddress(library, sited) },
  standing: figureStandings(sited.report),
})

/** The marks of a figure as text. */
const marksIn = (standing: FigureStanding): string =>
  standing.kind === 'absent' ? '' : `${standing.doubts.length > 0 ? '!' : ''}${standing.corrected ? '*' : ''}`

const yearFigure = (year: number, standing: FigureStanding): YearFigure => ({
  ...{ year, value: standing.kind === 'number' ? standing.value : null, marks: marksIn(standing) },
})

function yearCell(scene: Scene, standing: FigureStanding, address: string): Html {
  const { say } = scene
  if (standing.kind === 'absent')
    return html`<td class="absent"><abbr title="${say('absentLong')}">·</abbr></td>`
  const words = figureWords(scene, standing.kind === 'blank' ? null : standing.value)
  return html`<td class="${standing.doubts.length > 0 ? 'figure doubted' : 'figure'}">
    <a href="${address}">${words}</a>${figureMarks(scene, standing)}
  </td>`
}

function yearsTable(scene: Scene, metrics: readonly Metric[], used: readonly Used[], caption: string): Html {
  const { link, language } = scene
  return listTable(scene, {
    ...{
      caption,
      kind: 'years',
      heads: ['metric', ...used.map(({ year }) => ({ words: String(year) }))],
    },
    rows: metrics.map(
      (metric) =>
        html`<tr>
          <th scope="row">
            <span lang="zh-CN">${titleOf(metric)}</span>
            <small>${tableNames[metric.table][language]}</small>
          </th>
          ${used.map(({ address, standing }) => yearCell(scene, standing(metric.id), `${link(address)}#${figureAnchor(metric.id)}`))}
        </tr>`,
    ),
  })
}
