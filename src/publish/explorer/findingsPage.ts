import { html } from 'hono/html'
import { failures } from '../../errors.ts'
import type { YearFinding } from '../../model/yearFinding.ts'
import type { Page } from './layout.ts'
import { pager } from './pager.ts'
import { addressOfId, figureAnchor, reportAddress } from './reportAddress.ts'
import { metricName } from './metricName.ts'
import type { Html, Scene } from './scene.ts'

const meaningOf = (code: string): string => new Map<string, string>(Object.entries(failures)).get(code) ?? ''

/** Every kind of finding and in how many reports it is. */
export async function findingsPage({ library, say, link }: Scene): Promise<Page> {
  const [codes, between] = await Promise.all([library.findingCodes(), library.yearFindingCodes()])
  const body = html`<div class="wide" tabindex="0" role="region" aria-label="${say('findings')}">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${say('kind')}</th>
          <th scope="col">${say('meaning')}</th>
          <th scope="col">${say('severity')}</th>
          <th scope="col">${say('reports')}</th>
        </tr>
      </thead>
      <tbody>
        ${[...codes, ...between].map(
          ({ value, severity, reports }) =>
            html`<tr>
              <th scope="row">
                <a href="${link(`/findings/${value}/`)}"><code>${value}</code></a>
              </th>
              <td lang="en">${meaningOf(value)}</td>
              <td>
                ${severity === 'error' || severity === 'warning' || severity === 'info' ? say(severity) : severity}
              </td>
              <td class="figure">${reports}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
  return { heading: say('findings'), body }
}

/** The findings of one kind, the newest reports first. Null for a kind or a page that is not there. */
export async function findingPage(scene: Scene, code: string, page: number): Promise<Page | null> {
  const { library, say, link } = scene
  const across = await library.yearFindings(code, page)
  const { pages, findings } = await library.findings(code, page)
  if (findings.length === 0 && across.items.length === 0) return null
  const path = (at: number): string => (at === 1 ? `/findings/${code}/` : `/findings/${code}/${at}/`)
  const body = html`<p lang="en">${meaningOf(code)}</p>
    ${across.items.length > 0 ? acrossList(scene, across.items) : ''}
    <ul class="findings">
      ${findings.map(
        ({ report, severity, metrics, message }) =>
          html`<li class="${severity}">
            <a href="${link(reportAddress(report))}">${report.name} ${report.year}</a>
            <small>${report.place.replaceAll('/', ' › ')}</small>
            <span class="severity">${say(severity)}</span>
            <span lang="en">${message}</span>
            ${metrics.map((metric) => html` <a href="${link(`${reportAddress(report)}#${figureAnchor(metric)}`)}">${metricName(scene, metric)}</a>`)}
          </li>`,
      )}
    </ul>
    ${pager(scene, { page, pages: Math.max(pages, across.pages), path })}`
  return { heading: code, body, trail: [{ name: say('findings'), path: '/findings/' }] }
}

/** Contradictions between years, each with the cells that it rests on. */
export function acrossList(scene: Scene, findings: readonly YearFinding[]): Html {
  const { language, link } = scene
  return html`<ul class="findings">
    ${findings.map(
      ({ severity, message, message_zh, evidence, unit, year, report, code }) =>
        html`<li class="${severity}">
          <a href="${link(addressOfId(report))}">${unit} ${year}</a> <code>${code}</code>
          ${language === 'zh' ? message_zh : html`<span lang="en">${message}</span>`}
          ${evidence.map(
            (cell) =>
              html` <a href="${link(`${addressOfId(cell.report)}#${figureAnchor(cell.metric)}`)}"
                >${cell.report.slice(-4)} ${metricName(scene, cell.metric)}
                ${cell.value ?? scene.say('blank')}</a
              >`,
          )}
        </li>`,
    )}
  </ul>`
}
