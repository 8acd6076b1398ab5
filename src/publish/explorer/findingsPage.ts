import { html } from './html.ts'
import type { AskedFindings, ListedFinding } from '../../model/library.ts'
import type { YearFinding } from '../../model/yearFinding.ts'
import type { Asks } from './asks.ts'
import { findingsAsked, findingsQuery } from './findingsAsked.ts'
import { findingKinds, type FindingKind } from './findingKinds.ts'
import { findingsWindow } from './findingsWindow.ts'
import { findingsFilter } from './findingsFilter.ts'
import { findingSaid } from './findingSaid.ts'
import { findingMeaning, findingName, isFinding } from './findingWords.ts'
import { limitsNote } from './limitsNote.ts'
import type { Page } from './layout.ts'
import { listTable } from './listTable.ts'
import { recordOf } from './recordOf.ts'
import { listLink } from './lists/listLink.ts'
import { pager } from './pager.ts'
import { addressAt, figureAnchor, listedAddress } from './reportAddress.ts'
import { metricName } from './metricName.ts'
import type { Html, Scene } from './scene.ts'

const onAPage = 100
const limits = ['region', 'year'] as const

/** Every kind of finding and in how many reports it is, of a region and year where the address asks for them. */
export async function findingsPage(scene: Scene, asks: Asks): Promise<Page> {
  const { library, say } = scene
  const asked = findingsAsked(asks, null)
  const kinds = await findingKinds(library, asked)
  const body = html`${limitsNote(scene, asks, limits)} ${await findingsFilter(scene, asked)}
  ${kinds.length === 0 ? html`<p>${say('noFindingFits')}</p>` : ''}
  ${
    kinds.length === 0
      ? ''
      : listTable(scene, {
          ...{ caption: say('findings'), kind: 'kinds', heads: ['kind', 'severity', 'reportsHead'] },
          rows: kinds.map((kind) => kindRow(scene, asked, kind)),
        })
  }
  ${listLink(scene, `/findings/kinds.csv${findingsQuery(asked)}`, kinds.length)}`
  return { heading: say('findings'), body }
}

function kindRow(
  { say, link, language }: Scene,
  asked: AskedFindings,
  { code, severity, reports }: FindingKind,
): Html {
  const meaning = findingMeaning(language, code)
  return html`<tr>
    <th scope="row">
      <a href="${link(`/findings/${code}/${findingsQuery(asked)}`)}">${findingName(language, code)}</a>
      ${language === 'zh' ? html`<code>${code}</code>` : ''}
      <br /><span lang="${meaning.lang}">${meaning.text}</span>
    </th>
    <td>
      ${severity === 'error' || severity === 'warning' || severity === 'info' ? say(severity) : severity}
    </td>
    <td class="figure">${reports}</td>
  </tr>`
}

/** The findings of one kind, the newest reports first. Null for a kind or a page that is not there. */
export async function findingPage(
  scene: Scene,
  asks: Asks,
  code: string,
  page: number,
): Promise<Page | null> {
  const { library, say, language } = scene
  const asked = findingsAsked(asks, code)
  const from = (page - 1) * onAPage
  const { total, across, findings } = await findingsWindow(library, asked, { from, most: onAPage })
  // A kind of which nothing is left keeps its address: whoever cited it reads that there is none.
  if (page === 1 ? total === 0 && !isFinding(code) : from >= total) return null
  const meaning = findingMeaning(language, code)
  const path = (at: number): string => `/findings/${code}/${at === 1 ? '' : `${at}/`}${findingsQuery(asked)}`
  const body = html`<p lang="${meaning.lang}">${meaning.text}</p>
    ${limitsNote(scene, asks, limits)} ${await findingsFilter(scene, asked)}
    <p role="status">${say('found')} ${total}</p>
    ${total === 0 ? html`<p>${say('noFindingFits')}</p>` : ''}
    ${across.length === 0 ? '' : acrossList(scene, across)}
    ${findings.length === 0 ? '' : findingsList(scene, findings)}
    ${pager(scene, { page, pages: Math.ceil(total / onAPage), path })}
    ${listLink(scene, `/findings/${code}/findings.csv${findingsQuery(asked)}`, total)}`
  const heading = language === 'zh' ? `${findingName(language, code)} ${code}` : code
  return { heading, body, trail: [{ name: say('findings'), path: `/findings/${findingsQuery(asked)}` }] }
}

function findingsList(scene: Scene, findings: readonly ListedFinding[]): Html {
  const { say, link, library } = scene
  return html`<ul class="findings">
    ${findings.map(
      ({ report, code, severity, metrics, message, evidence }) =>
        html`<li class="${severity}">
          <a href="${link(listedAddress(library, report))}" lang="zh-CN">${report.name} ${report.year}</a>
          <small lang="zh-CN">${report.place.replaceAll('/', ' › ')}</small>
          <span class="severity">${say(severity)}</span>
          <span class="sentence"
            >${findingSaid(scene, { code, severity, metrics, evidence, unit: report.name, year: report.year })}</span
          >
          ${metrics.map((metric) => html` <a class="cell" href="${link(`${listedAddress(library, report)}#${figureAnchor(metric)}`)}">${metricName(scene, metric)}</a>`)}
          ${recordOf(scene, message, 'beside a sentence')}
        </li>`,
    )}
  </ul>`
}

/** Contradictions between years, each with the cells that it rests on. */
export function acrossList(scene: Scene, findings: readonly YearFinding[]): Html {
  const { language, link, library } = scene
  return html`<ul class="findings">
    ${findings.map(
      ({ severity, message, message_zh, evidence, unit, year, site, report, code }) =>
        html`<li class="${severity}">
          <a href="${link(addressAt(library, site, report))}" lang="zh-CN">${unit} ${year}</a>
          <strong>${findingName(language, code)}</strong>
          <span class="sentence">${language === 'zh' ? message_zh : message}</span>
          ${evidence.map(
            (cell) =>
              html` <a
                  class="cell"
                  href="${link(`${addressAt(library, cell.site, cell.report)}#${figureAnchor(cell.metric)}`)}"
                  >${cell.report.slice(-4)} ${metricName(scene, cell.metric)}
                  ${cell.value ?? scene.say('blank')}</a
                >${cell.corrected ? html`<sup><abbr title="${scene.say('corrected')}">*</abbr></sup>` : ''}`,
          )}
        </li>`,
    )}
  </ul>`
}
