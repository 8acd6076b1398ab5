import { html } from './html.ts'
import type { OriginalFacts, SitedReport } from '../../model/library.ts'
import type { Page } from './layout.ts'
import { moment, timeOf } from './moment.ts'
import { downloadName } from './originalFiles.ts'
import { outbound } from './outbound.ts'
import { sitedAddress } from './reportAddress.ts'
import { withheldNote } from './withheldNote.ts'
import type { Html, Scene } from './scene.ts'

/** An original: what is known of it, the untouched file, and the document itself in a frame without script or network. */
export async function originalPage(scene: Scene, sha256: string): Promise<Page | null> {
  const { library, say, link } = scene
  const original = await library.original(sha256)
  if (original === null) return null
  const { withheld, url, captured, capture, media_type, site, reports } = original
  const body = html`<dl class="facts">
      <dt>SHA-256</dt>
      <dd><code>${sha256}</code></dd>
      <dt>${say('mediaType')}</dt>
      <dd>${media_type}</dd>
      ${
        url === null
          ? ''
          : html`<dt>${say('address')}</dt>
              <dd>${outbound(url)}</dd>`
      }
      <dt>${say('site')}</dt>
      <dd>${site}${capture === null ? '' : html` · ${say('capture')} ${capture}`}</dd>
      ${
        captured === null
          ? ''
          : html`<dt>${say('captured')}</dt>
              <dd>${timeOf(scene, captured)}</dd>`
      }
      <dt>${say('gives')}</dt>
      <dd>
        ${reports.map((sited) => html`<a href="${link(sitedAddress(library, sited))}">${nameOf(sited)}</a> `)}
      </dd>
    </dl>
    ${withheld === null ? shownOriginal(scene, original) : withheldNote(scene, withheld)}`
  return {
    heading: [say('original'), ...reports.slice(0, 1).map(nameOf)].join(' · '),
    body,
    trail: reports.slice(0, 1).map((sited) => ({ name: nameOf(sited), path: sitedAddress(library, sited) })),
  }
}

const nameOf = ({ report }: SitedReport): string => `${report.unit.name} ${report.year ?? ''}`

function shownOriginal(scene: Scene, { sha256, extension, pictures, conversion }: OriginalFacts): Html {
  const { say, link, file } = scene
  if (extension === null) return html`<p class="note">${say('notHere')}</p>`
  const download = file(`/original/${sha256}/${downloadName({ sha256, extension })}`)
  const framed = ['docx', 'html'].includes(conversion?.extension ?? extension)
  return html`<p class="actions">
      <a class="button" href="${download}" download>${say('download')}</a>
      <a class="button" href="${link(`/original/${sha256}/view/`)}">${say('asRead')}</a>
      ${pictures.map(
        (picture) =>
          html`<a
            class="button"
            href="${file(`/original/${sha256}/${downloadName(picture)}`)}"
            title="${moment(scene, picture.time)}"
            >${say(picture.extension === 'pdf' ? 'picturePdf' : 'picturePng')}</a
          > `,
      )}
      ${
        conversion === null
          ? ''
          : html`<a class="button" href="${file(`/original/${sha256}/${downloadName(conversion)}`)}" download
              >${say('conversion')}</a
            >`
      }
    </p>
    ${conversion === null ? '' : html`<p class="note">${say('conversionNote')} <span lang="en">${conversion.by}</span></p>`}
    <h2>${say('shown')}</h2>
    ${
      framed
        ? html`<p class="note">${say('shownNote')}</p>
            <iframe
              class="original"
              sandbox
              title="${say('shown')}"
              src="${file(`/original/${sha256}/document/`)}"
            ></iframe>`
        : extension === 'pdf'
          ? html`<iframe class="original" title="${say('shown')}" src="${download}?show"></iframe>`
          : html`<p>${say('noPreview')}</p>`
    }`
}
