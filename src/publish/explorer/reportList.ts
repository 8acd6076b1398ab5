import { html } from './html.ts'
import type { ListedReport, Snippet } from '../../model/library.ts'
import { timeOf } from './moment.ts'
import { listedAddress } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'

/** Reports as a list, with the place in the text that was looked for. */
export function reportList(
  scene: Scene,
  reports: readonly (ListedReport & { readonly snippet?: Snippet | null })[],
): Html {
  const { say, link, library } = scene
  return html`<ol class="reports">
    ${reports.map(
      (report) =>
        html`<li>
          <a href="${link(listedAddress(library, report))}" lang="zh-CN">${report.name} ${report.year}</a>
          <small
            ><span lang="zh-CN">${report.place.replaceAll('/', ' › ')}</span
            >${library.isBeside(report.site, report.id) ? html` · ${say('site')} ${report.site}` : ''}${report.published === null ? '' : html` · ${timeOf(scene, report.published)}`}${report.inDoubt === 0 ? '' : html` · ${report.inDoubt} ${say('inDoubt')}`}</small
          >
          <br /><span lang="zh-CN">${report.title}</span>
          ${
            report.snippet == null
              ? ''
              : html`<br /><span class="snippet" lang="zh-CN"
                    >${report.snippet.before}<mark>${report.snippet.match}</mark>${report.snippet.after}</span
                  >`
          }
        </li>`,
    )}
  </ol>`
}
