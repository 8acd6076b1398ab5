import { html } from './html.ts'
import type { Report } from '../../model/report.ts'
import { timeOf } from './moment.ts'
import { outbound } from './outbound.ts'
import type { Html, Scene } from './scene.ts'

/** Which originals say the report, where each is from, and by which hash anybody can tell it. */
export function sourcesPart(scene: Scene, { sources }: Report): Html {
  const { say, link } = scene
  return html`<h2 id="sources">${say('originals')}</h2>
    <ul class="sources">
      ${sources.map(
        ({ sha256, media_type, url, captured, capture, conversion }) =>
          html`<li>
            <a href="${link(`/original/${sha256}/`)}">${say('original')}</a> ${media_type}<br />
            SHA-256 <code>${sha256}</code><br />
            ${url === null ? '' : html`${say('address')} ${outbound(url)}<br />`}
            ${captured === null ? '' : html`${say('captured')} ${timeOf(scene, captured)}`}
            ${capture === null ? '' : html`· ${say('capture')} ${capture}`}
            ${
              conversion === undefined
                ? ''
                : html`<br />${say('conversionNote')} <span lang="en">${conversion.by}</span>; SHA-256
                    <code>${conversion.sha256}</code>`
            }
          </li>`,
      )}
    </ul>`
}
