import { html } from './html.ts'
import { formNames, tableNames } from './labels.ts'
import type { Page } from './layout.ts'
import { listLink } from './lists/listLink.ts'
import type { Scene } from './scene.ts'

/** Every metric of every form: its id, where it stands, in which unit. */
export function codebookPage(scene: Scene): Page {
  const { library, say, language } = scene
  const body = html`${library.forms.toReversed().map(
    (form) =>
      html`<h2 id="form-${form.id}">${formNames[form.id][language]}</h2>
        <p lang="zh-CN">${form.source}${form.issued === null ? '' : html`, ${form.issued}`}</p>
        <div class="wide" tabindex="0" role="region" aria-label="${formNames[form.id][language]}">
          <table class="list">
            <thead>
              <tr>
                <th scope="col">${say('metric')}</th>
                <th scope="col">${say('table')}</th>
                <th scope="col">${say('row')}</th>
                <th scope="col">${say('column')}</th>
                <th scope="col">${say('unitOf')}</th>
              </tr>
            </thead>
            <tbody>
              ${library.metrics
                .filter((metric) => metric.form === form.id)
                .map(
                  ({ id, table, rowLabel, columnLabel, unit }) =>
                    html`<tr>
                      <th scope="row"><code>${id}</code></th>
                      <td>${tableNames[table][language]}</td>
                      <td lang="zh-CN">${rowLabel}</td>
                      <td lang="zh-CN">${columnLabel}</td>
                      <td lang="zh-CN">${unit}</td>
                    </tr>`,
                )}
            </tbody>
          </table>
        </div>`,
  )}
  ${listLink(scene, '/codebook/codebook.csv', 0)}`
  return { heading: say('codebook'), body }
}
