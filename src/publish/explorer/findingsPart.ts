import { html } from './html.ts'
import { evidenceOfFindings } from '../../model/findingEvidence.ts'
import { unitPath } from '../../model/permalink.ts'
import type { SitedReport } from '../../model/library.ts'
import { correctionsInForce, figuresForUse } from '../../model/reviewedReport.ts'
import type { YearFinding } from '../../model/yearFinding.ts'
import { figureWords } from './figureCell.ts'
import { figureLinks } from './figureLinks.ts'
import { acrossList } from './findingsPage.ts'
import { findingSaid } from './findingSaid.ts'
import { findingName } from './findingWords.ts'
import { recordOf } from './recordOf.ts'
import { findingsAnchor } from './reportAddress.ts'
import { metricName } from './metricName.ts'
import type { Html, Scene } from './scene.ts'

/** What is remarkable about one report, in itself and beside other years, and the figures that it speaks of, each as its cell has it. */
export async function findingsPart(scene: Scene, sited: SitedReport): Promise<Html> {
  const { report } = sited
  const { say, link, language } = scene
  const figures = figuresForUse(report)
  const corrected = correctionsInForce(report)
  const linked = figureLinks(scene, report)
  const evidence = evidenceOfFindings(scene.library.forms)(report)
  const mentions = report.findings.flatMap(({ metrics }, at) =>
    metrics.map((metric) => [metric, at] as const),
  )
  const first = new Map(mentions.toReversed())
  const across = await acrossWith(scene, sited)
  const about = { unit: report.unit.name, year: report.year }
  return html`<h2 id="${findingsAnchor}">${say('findings')}</h2>
    ${report.findings.length + across.length === 0 ? html`<p>${say('noFindings')}</p>` : ''}
    ${
      report.findings.length === 0
        ? ''
        : html`<ul class="findings">
            ${report.findings.map(
              ({ code, severity, metrics, message }, at) =>
                html`<li class="${severity}">
                  <span class="severity">${say(severity)}</span>
                  <a href="${link(`/findings/${code}/`)}">${findingName(language, code)}</a>
                  <span class="sentence"
                    >${findingSaid(scene, { code, severity, metrics, evidence: evidence[at] ?? { figures: [] }, ...about })}</span
                  >
                  ${metrics.map((metric) => html` ${linked(metric, html`${metricName(scene, metric)}: ${figureWords(scene, figures[metric])}${corrected.has(metric) ? '*' : ''}`, 'cell', first.get(metric) === at ? 'place' : undefined)}`)}
                  ${recordOf(scene, message, 'beside a sentence')}
                </li>`,
            )}
          </ul>`
    }
    ${across.length === 0 ? '' : acrossList(scene, across)}`
}

/** Contradictions between years that rest on a figure of this report, which may be the earlier one of two. */
async function acrossWith(
  { library }: Scene,
  { site, report: { id, unit } }: SitedReport,
): Promise<readonly YearFinding[]> {
  if (id === null || unit.code === null) return []
  const found = await library.acrossYears(unitPath(unit.code))
  return found.filter(({ evidence }) => evidence.some((cell) => cell.report === id && cell.site === site))
}
