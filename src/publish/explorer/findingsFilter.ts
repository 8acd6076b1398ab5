import { html } from './html.ts'
import type { AskedFindings, Facet } from '../../model/library.ts'
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
  const [regions, years] = [
    countsOf(found.region, across.region),
    countsOf(found.year, across.year).toReversed(),
  ]
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
  const one = (to: AskedFindings, words: string, count: number | string): Html =>
    html`<a href="${address(to)}">${words}</a> <span class="count">${count}</span>`
  const { region, year } = asked
  return html`<details class="facets" ${region !== null || year !== null ? 'open' : ''}>
    <summary>${say('narrow')}</summary>
    ${[...regions, ...years].some(({ reports }) => reports.includes('+')) ? html`<p class="note">${say('filterCounts')}</p>` : ''}
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
      regions.map(({ value, reports }) =>
        one({ ...asked, region: value }, library.divisionName(value), reports),
      ),
    )}
    ${section(
      'year',
      year === null ? null : chosen(String(year), { ...asked, year: null }),
      years
        .filter(({ value }) => value !== String(year))
        .map(({ value, reports }) => one({ ...asked, year: Number(value) }, value, reports)),
    )}
  </details>`
}

/** Values of both, sorted: the reports that have a finding within them, and behind a plus those that contradict other years. */
function countsOf(
  within: readonly Facet[],
  between: readonly Facet[],
): readonly { readonly value: string; readonly reports: string }[] {
  const of = (facets: readonly Facet[], value: string): number =>
    facets.find((facet) => facet.value === value)?.reports ?? 0
  const values = [...new Set([...within, ...between].map(({ value }) => value))].sort()
  return values.map((value) => {
    const counts = [of(within, value), of(between, value)]
    return { value, reports: counts.filter((count) => count > 0).join(' + ') }
  })
}
