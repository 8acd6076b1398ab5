import { html } from './html.ts'
import type { Finding } from '../../model/finding.ts'
import { findingMeaning, findingName } from './findingWords.ts'
import { figureAnchor } from './reportAddress.ts'
import { metricName } from './metricName.ts'
import type { Html, Scene } from './scene.ts'

/** What is remarkable about one report, and the figures that it speaks of. */
export function findingsPart(scene: Scene, findings: readonly Finding[]): Html {
  const { say, link, language } = scene
  return html`<h2>${say('findings')}</h2>
    ${
      findings.length === 0
        ? html`<p>${say('noFindings')}</p>`
        : html`<ul class="findings">
            ${findings.map(
              ({ code, severity, metrics, message }) =>
                html`<li class="${severity}">
                  <span class="severity">${say(severity)}</span>
                  <a href="${link(`/findings/${code}/`)}">${findingName(language, code)}</a>
                  ${language === 'zh' ? findingMeaning(language, code).text : ''}
                  <span class="message" lang="en">${message}</span>
                  ${metrics.map((metric) => html` <a class="cell" href="#${figureAnchor(metric)}">${metricName(scene, metric)}</a>`)}
                </li>`,
            )}
          </ul>`
    }`
}
