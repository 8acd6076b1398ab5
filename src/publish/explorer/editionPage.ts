import { html } from './html.ts'
import { citation } from './citation.ts'
import type { Page } from './layout.ts'
import { timeOf } from './moment.ts'
import { sitedAddress } from './reportAddress.ts'
import type { Scene } from './scene.ts'
import { sourcesPart } from './sourcesPart.ts'

/** One state of a report's content by its digest, which no later edition takes away. */
export async function editionPage(scene: Scene, digest: string): Promise<Page | null> {
  const { library, say, link } = scene
  const found = await library.edition(digest)
  if (found.length === 0) return null
  const body = html`<p><code>${digest}</code></p>
    ${found.map((sited) => {
      const { site, report } = sited
      const address = sitedAddress(library, sited)
      const at = report.editions.findIndex((edition) => edition.digest === digest)
      const edition = report.editions[at]
      const sources = edition?.sources ?? report.sources
      return html`<section>
        <h2><a href="${link(address)}">${report.unit.name} ${report.year ?? ''}</a></h2>
        <p>
          ${report.title} · ${say('site')} ${site} · ${say('edition')} ${at + 1} / ${report.editions.length} ·
          ${say('firstSeen')} ${edition === undefined ? '' : timeOf(scene, edition.first_seen)} ·
          <a href="${link(`${address}#edition-${digest}`)}">${say('changes')}</a>
        </p>
        ${sourcesPart(scene, { ...report, sources })} ${citation(scene, { ...report, sources })}
      </section>`
    })}`
  return { heading: say('edition'), body }
}
