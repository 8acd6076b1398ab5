import { html } from './html.ts'
import type { SitedReport } from '../../model/library.ts'
import type { Metric } from '../../model/metric.ts'
import type { Report } from '../../model/report.ts'
import { figuresForUse } from '../../model/reviewedReport.ts'
import { figureWords } from './figureCell.ts'
import { acrossList } from './findingsPage.ts'
import { feedAddress } from './feedAddress.ts'
import { tableNames } from './formNames.ts'
import type { Page } from './layout.ts'
import { listTable } from './listTable.ts'
import { listLink } from './lists/listLink.ts'
import { regionTrail } from './regionTrail.ts'
import { addressOf, figureAnchor } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'
import { trendChart } from './trendChart.ts'

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
  const reports = onePerYear(found).map(({ report }) => report)
  const [last] = reports.slice(-1)
  if (last === undefined) return null
  const metrics = printedIn(library.metrics, reports)
  const chosen = metrics.filter(({ id }) => drawn.includes(id))
  const across = await library.acrossYears(path)
  const body = html`
    <ul class="tiles">
      ${reports.map((report) => html`<li><a href="${link(addressOf(report))}">${report.year}</a></li>`)}
    </ul>
    ${
      chosen.length === 0
        ? ''
        : html`<h2>${say('trend')}</h2>
            <p class="note">${say('trendNote')}</p>
            <div class="trends">
              ${chosen.map((metric) =>
                trendChart(
                  titleOf(metric),
                  reports.map((report) => ({
                    year: report.year ?? 0,
                    value: figuresForUse(report)[metric.id] ?? null,
                  })),
                ),
              )}
            </div>
            ${yearsTable(scene, chosen, reports, say('trend'))}`
    }
    ${
      across.length === 0
        ? ''
        : html`<h2>${say('acrossYears')}</h2>
            ${acrossList(scene, across)}`
    }
    <details>
      <summary>${say('allFigures')}</summary>
      ${yearsTable(scene, metrics, reports, say('allFigures'))}
    </details>
    ${listLink(scene, `/unit/${path}/figures.csv`, 0)}
  `
  const feed = feedAddress({ kind: 'unit', path })
  return { heading: last.unit.name, headingIn: 'zh', body, trail: regionTrail(last), feed }
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

function yearsTable(
  scene: Scene,
  metrics: readonly Metric[],
  reports: readonly Report[],
  caption: string,
): Html {
  const { link, language, say } = scene
  const used = reports.map((report) => ({
    address: link(addressOf(report)),
    figures: figuresForUse(report),
  }))
  return listTable(scene, {
    ...{
      caption,
      kind: 'years',
      heads: ['metric', ...reports.map(({ year }) => ({ words: String(year ?? '') }))],
    },
    rows: metrics.map(
      (metric) =>
        html`<tr>
          <th scope="row">
            <span lang="zh-CN">${titleOf(metric)}</span>
            <small>${tableNames[metric.table][language]}</small>
          </th>
          ${used.map(({ address, figures }) => {
            const value = figures[metric.id]
            return value === undefined
              ? html`<td class="absent"><abbr title="${say('absentLong')}">·</abbr></td>`
              : html`<td class="figure">
                  <a href="${address}#${figureAnchor(metric.id)}">${figureWords({ say }, value)}</a>
                </td>`
          })}
        </tr>`,
    ),
  })
}
