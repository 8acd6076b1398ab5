import { html } from './html.ts'
import type { Report } from '../../model/report.ts'
import { cellAnchor } from './cellAnchor.ts'
import { tableNames } from './formNames.ts'
import { localRowsAnchor } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'

/** Rows that a body added to the form: as printed, never figures. */
export function localRowsPart({ say, link, language }: Scene, { local_rows: rows = [] }: Report): Html {
  if (rows.length === 0) return html``
  return html`<h2 id="${localRowsAnchor}">${say('localRows')}</h2>
    <ul>
      ${rows.map(
        ({ table, labels, cells }) =>
          html`<li>
            <span lang="zh-CN">${labels.join(' / ')}</span> <small>${tableNames[table][language]}</small>:
            ${cells.map(
              ({ column, evidence }) =>
                html`${column}
                  <a
                    href="${link(`/original/${evidence.source.slice('sha256:'.length)}/view/#${cellAnchor(evidence)}`)}"
                    >${evidence.raw.trim() === '' ? say('blank') : evidence.raw}</a
                  > `,
            )}
          </li>`,
      )}
    </ul>`
}
