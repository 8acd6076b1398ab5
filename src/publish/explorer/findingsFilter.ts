import { html } from './html.ts'
import type { AskedFindings } from '../../model/library.ts'
import { findingKinds } from './findingKinds.ts'
import { findingsQuery } from './findingsAsked.ts'
import { findingName } from './findingWords.ts'
import type { LabelKey } from './labels.ts'
import type { Html, Scene } from './scene.ts'

/** Links that narrow a list of findings by kind, region and year, with the number of reports of each. Files cannot: they say so. */
export async function findingsFilter(scene: Scene, asked: AskedFindings): Promise<Html> {
  const { library, say, link, isStatic, language } = scene
  if (isStatic) return html`<p class="note">${say('filterStatic')}</p>`
  const [found, kinds, across] = await Promise.all([
    library.findingFacets(asked),
    findingKinds(library, asked),
    library.acrossFacets(asked),
  ])
  // A kind is found within reports or between them; of all kinds those within reports are counted.
  const facets = found.region.length + found.year.length === 0 ? across : found
  const address = ({ code, ...limits }: AskedFindings): string =>
    link(`/findings/${code === null ? '' : `${code}/`}${findingsQuery(limits)}`)
  const section = (label: LabelKey, chosen: Html | null, links: readonly Html[]): Html => {
    if (chosen === null && links.length === 0) return html``
    return html`<section>
      <h2>${say(label)}</h2>
      <ul>
        ${chosen}${links.map((one) => html`<li>${one}</li>`)}
      </ul>
    </section>`
  }
  const chosen = (words: string, without: AskedFindings): Html =>
    html`<li><strong>${words}</strong> <a href="${address(without)}">× ${say('all')}</a></li>`
  const one = (to: AskedFindings, words: string, count: number): Html =>
    html`<a href="${address(to)}">${words}</a> <span class="count">${count}</span>`
  const { region, year } = asked
  return html`<details class="facets" ${region !== null || year !== null ? 'open' : ''}>
    <summary>${say('narrow')}</summary>
    ${
      asked.code === null
        ? ''
        : section(
            'kind',
            chosen(findingName(language, asked.code), { ...asked, code: null }),
            kinds
              .filter(({ code }) => code !== asked.code)
              .map(({ code, reports }) => one({ ...asked, code }, findingName(language, code), reports)),
          )
    }
    ${section(
      'region',
      region === null ? null : chosen(library.divisionName(region), { ...asked, region: null }),
      facets.region.map(({ value, reports }) =>
        one({ ...asked, region: value }, library.divisionName(value), reports),
      ),
    )}
    ${section(
      'year',
      year === null ? null : chosen(String(year), { ...asked, year: null }),
      facets.year
        .filter(({ value }) => value !== String(year))
        .map(({ value, reports }) => one({ ...asked, year: Number(value) }, value, reports)),
    )}
  </details>`
}
