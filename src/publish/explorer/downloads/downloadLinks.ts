import type { SitedReport } from '../../../model/library.ts'
import { html } from '../html.ts'
import type { Html, Scene } from '../scene.ts'
import { reportDownload } from './downloadAddress.ts'

const offered = [
  ['bundle', 'reportBundle'],
  ['xlsx', 'reportXlsx'],
  ['jsonl', 'reportJsonl'],
] as const

/** What there is of one report to take away; nothing in files, which have no server to make it. */
export function downloadLinks({ isStatic, say, link }: Scene, sited: SitedReport): Html {
  if (isStatic || sited.report.id === null) return html``
  return html`<p class="actions">
    ${offered.map(
      ([format, label]) =>
        html`<a class="button quiet" rel="nofollow" href="${link(reportDownload(format, sited))}"
          >${say(label)}</a
        > `,
    )}
  </p>`
}
