import { html } from '../html.ts'
import { unitPath } from '../../../model/permalink.ts'
import type { Ranking } from '../../../model/ranking.ts'
import type { Page } from '../layout.ts'
import { listTable } from '../listTable.ts'
import { listLink } from '../lists/listLink.ts'
import { metricName } from '../metricName.ts'
import { pager } from '../pager.ts'
import { figureAnchor, findingsAnchor, listedAddress } from '../reportAddress.ts'
import type { Html, Scene } from '../scene.ts'
import { rankingAddress } from './rankingAddress.ts'
import { kindLabels, rankingFormula, rankingName, rankingValue, whyLabels } from './rankingWords.ts'
import { whys, type LeftOutUnit, type PlacedUnit, type RankedUnits } from './rankUnits.ts'
import { readRanking, type AskedRanking } from './readRanking.ts'
import { regionsWithin } from './regionsWithin.ts'

const onAPage = 200

/** Units of one kind and year in order, then those without a place and why; as many pages as that takes. */
export async function rankingPage(scene: Scene, asked: AskedRanking, page: number): Promise<Page | null> {
  const { library, say } = scene
  const found = await readRanking(library, asked)
  if (found === null) return null
  const { ranking } = found
  const { placed, leftOut } = found.units
  const total = placed.length + leftOut.length
  const pages = Math.ceil(total / onAPage)
  if (page > pages) return null
  const from = (page - 1) * onAPage
  const shown = placed.slice(from, from + onAPage)
  const others = leftOut.slice(Math.max(0, from - placed.length), Math.max(0, from + onAPage - placed.length))
  const body = html`<p class="note">${say('rankingsNote')}</p>
    ${rankingFormula(scene, ranking)} ${yearLinks(await library.rankable(), scene, asked)}
    ${regionLinks(scene, asked, withReport(found.units))}
    <p role="status">
      ${say('ranked')} ${placed.length} · ${say('leftOut')} ${leftOut.length}
      ${whys.map((why) => ({ why, count: leftOut.filter((each) => each.why === why).length })).map(({ why, count }) => (count === 0 ? '' : html` · <small>${say(whyLabels[why])} ${count}</small>`))}
    </p>
    ${listLink(scene, `${rankingAddress(asked)}ranking.csv`, total)}
    ${shown.length === 0 ? '' : placedTable(scene, ranking, shown)}
    ${others.length === 0 ? '' : leftOutTable(scene, others)}
    ${pager(scene, { page, pages, path: (at) => rankingAddress(asked, at) })}`
  const place = asked.region === '' ? say('everywhere') : library.divisionName(asked.region)
  return {
    heading: `${rankingName(scene, ranking)} · ${say(kindLabels[asked.kind])} · ${asked.year} · ${place}`,
    body,
    trail: [
      { name: say('rankings'), path: '/rankings/' },
      ...(asked.region === ''
        ? []
        : [{ name: say('everywhere'), path: rankingAddress({ ...asked, region: '' }) }]),
    ],
  }
}

/** Codes of the units of which there is a report: a region without any has no page. */
const withReport = ({ placed, leftOut }: RankedUnits): readonly string[] =>
  [...placed, ...leftOut].flatMap(({ report }) =>
    report === null ? [] : [report.id.slice(0, report.id.lastIndexOf('/'))],
  )

function yearLinks(
  rankable: readonly { readonly kind: string; readonly year: number }[],
  { link }: Scene,
  asked: AskedRanking,
): Html {
  const years = rankable.filter(({ kind }) => kind === asked.kind).map(({ year }) => year)
  // Of a region the other years may have nothing; everywhere they have.
  if (asked.region !== '' || years.length < 2) return html``
  return html`<ul class="tiles">
    ${years.map((year) => html`<li>${year === asked.year ? html`<strong>${year}</strong>` : html`<a href="${link(rankingAddress({ ...asked, year }))}">${year}</a>`}</li>`)}
  </ul>`
}

function regionLinks(
  { library, say, link, isStatic }: Scene,
  asked: AskedRanking,
  units: readonly string[],
): Html {
  const regions = regionsWithin(asked.region, units).filter(({ code }) => !isStatic || code.length < 6)
  return html`${
    regions.length === 0
      ? ''
      : html`<ul class="tiles">
          ${regions.map(
            ({ code, units: count }) =>
              html`<li>
                <a href="${link(rankingAddress({ ...asked, region: code }))}"
                  >${library.divisionName(code)}</a
                >
                <span class="count">${count}</span>
              </li>`,
          )}
        </ul>`
  }
  ${isStatic ? html`<p class="note">${say('rankingStatic')}</p>` : ''}`
}

function placedTable(scene: Scene, ranking: Ranking, units: readonly PlacedUnit[]): Html {
  const { say, link, library } = scene
  return listTable(scene, {
    caption: say('ranked'),
    heads: ['place_', 'unit', 'value', ...(ranking.below === null ? [] : (['above', 'below'] as const))],
    rows: units.map((unit) => {
      const { place, report, value, above, below } = unit
      const side = (metrics: readonly string[] | null, sum: number | null): Html =>
        html`<td class="figure">${sumOf(scene, unit, metrics ?? [], sum ?? 0)}</td>`
      return html`<tr>
        <td class="figure">${place}</td>
        <th scope="row" lang="zh-CN">
          <a href="${link(listedAddress(library, report))}">${report.name}</a>
          <small>${report.place.replaceAll('/', ' › ')}</small>
        </th>
        ${
          ranking.below === null
            ? side(ranking.above, above)
            : html`<td class="figure">${rankingValue(ranking, value)}</td>
                ${side(ranking.above, above)}${side(ranking.below, below)}`
        }
      </tr>`
    }),
  })
}

/** A sum with the cells that it is made of: one leads to its cell, several open as a list. */
function sumOf(scene: Scene, { report, used }: PlacedUnit, metrics: readonly string[], sum: number): Html {
  const { link, say, library } = scene
  const cells = used.filter(({ metric }) => metrics.includes(metric))
  const mark = cells.some(({ corrected }) => corrected)
    ? html`<sup><abbr title="${say('corrected')}">*</abbr></sup>`
    : ''
  const to = (metric: string): string => link(`${listedAddress(library, report)}#${figureAnchor(metric)}`)
  const [only, ...more] = cells
  if (only !== undefined && more.length === 0) return html`<a href="${to(only.metric)}">${sum}</a>${mark}`
  return html`<details class="cells">
    <summary>${sum}${mark}</summary>
    <ul>
      ${cells.map(({ metric, value, corrected }) => html`<li>${metricName(scene, metric)} <a href="${to(metric)}">${value}</a>${corrected ? '*' : ''}</li>`)}
    </ul>
  </details>`
}

function leftOutTable(scene: Scene, units: readonly LeftOutUnit[]): Html {
  const { say, link, library } = scene
  return html`<h2>${say('leftOut')}</h2>
    ${listTable(scene, {
      ...{ caption: say('leftOut'), heads: ['unit', 'reason'] },
      rows: units.map(
        ({ name, unit, why, report, metrics, printed, below }) =>
          html`<tr>
            <th scope="row" lang="zh-CN">
              ${report === null ? name : html`<a href="${link(listedAddress(library, report))}">${name}</a>`}
              <small>${report === null ? unitPath(unit) : report.place.replaceAll('/', ' › ')}</small>
            </th>
            <td>
              ${say(whyLabels[why])}${below === null ? '' : ` (${below})`}
              ${report === null ? '' : metrics.map((metric) => html` <a href="${link(`${listedAddress(library, report)}#${why !== 'years' && printed.includes(metric) ? figureAnchor(metric) : findingsAnchor}`)}">${metricName(scene, metric)}</a>`)}
            </td>
          </tr>`,
      ),
    })}`
}
