import { html } from './html.ts'
import type { Report } from '../../model/report.ts'
import { figureLinks } from './figureLinks.ts'
import { findingName } from './findingWords.ts'
import { sectionNames } from './formNames.ts'
import { listTable } from './listTable.ts'
import { timeOf } from './moment.ts'
import { metricName } from './metricName.ts'
import type { Html, Scene } from './scene.ts'

/** Every state of the content that was seen, and what differs from the one before. */
export function editionsPart(scene: Scene, report: Report): Html {
  const { editions, corrections = [], judgements = [] } = report
  const linked = figureLinks(scene, report)
  const { say, link, language } = scene
  const decided = [
    ...corrections.map((each) => ({
      ...each,
      what: `${metricName(scene, each.metric)} → ${each.value ?? say('blank')}`,
    })),
    ...judgements.map((each) => ({
      ...each,
      what: `${say(each.action)} ${findingName(language, each.code)}`,
    })),
  ]
  return html`<h2 id="editions">${say('editions')}</h2>
    <ol class="editions">
      ${editions.map(
        ({ first_seen, digest, changes, text = [] }, at) =>
          html`<li id="edition-${digest}">
            <span id="edition-${at + 1}">${say('firstSeen')}</span> ${timeOf(scene, first_seen)} ·
            <a href="${link(`/edition/${digest}/`)}"><code>${digest}</code></a>
            ${
              changes.length + text.length === 0
                ? ''
                : listTable(scene, {
                    ...{
                      caption: `${say('changes')} · ${say('edition')} ${at + 1}`,
                      heads: ['what', 'before', 'after'],
                    },
                    rows: [
                      ...changes.map(
                        ({ metric, before, after }) =>
                          html`<tr>
                            <td>${linked(metric, metricName(scene, metric))}</td>
                            <td>${valueWords(scene, before)}</td>
                            <td>${valueWords(scene, after)}</td>
                          </tr>`,
                      ),
                      ...text.map(
                        ({ section, before, after }) =>
                          html`<tr lang="zh-CN">
                            <td>${sectionNames[section][language]}</td>
                            <td><del>${before ?? ''}</del></td>
                            <td><ins>${after ?? ''}</ins></td>
                          </tr>`,
                      ),
                    ],
                  })
            }
            ${at === 0 ? html`<small>${say('firstEdition')}</small>` : ''}
          </li>`,
      )}
    </ol>
    ${
      decided.length === 0
        ? ''
        : html`<h2>${say('decisions')}</h2>
            <ul>
              ${decided.map(
                ({ what, by, time, reason, outdated }) =>
                  html`<li>
                    <strong>${what}</strong> · ${by}, ${timeOf(scene, time)}: ${reason}
                    ${outdated ? html`<em>${say('outdated')}</em>` : ''}
                  </li>`,
              )}
            </ul>`
    }`
}

const valueWords = ({ say }: Scene, value: number | null | undefined): string =>
  value === undefined ? say('absent') : value === null ? say('blank') : String(value)
