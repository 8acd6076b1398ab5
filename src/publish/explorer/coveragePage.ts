import { html } from './html.ts'
import type { SiteCoverage } from '../../model/coverage.ts'
import type { Publication, PublicationState } from '../../model/publication.ts'
import type { LabelKey } from './labels.ts'
import type { Page } from './layout.ts'
import { listLink } from './lists/listLink.ts'
import { addressOfId, unitAddress } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'

const states: Readonly<Record<PublicationState, { readonly mark: string; readonly label: LabelKey }>> = {
  published: { mark: '●', label: 'statePublished' },
  late: { mark: '◐', label: 'stateLate' },
  missing: { mark: '✗', label: 'stateMissing' },
  unreadable: { mark: '!', label: 'stateUnreadable' },
  'not-known': { mark: '?', label: 'stateUnknown' },
}

/** Every site, and how many of its units and years are published, late, missing or not known. */
export async function coveragePage(scene: Scene): Promise<Page> {
  const { library, say, link } = scene
  const sites = await library.coveredSites()
  const kinds = Object.keys(states) as PublicationState[]
  const body = html`<p class="note">${say('coverageNote')}</p>
    <div class="wide" tabindex="0" role="region" aria-label="${say('coverage')}">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">${say('site')}</th>
            <th scope="col">${say('reportsHead')}</th>
            ${kinds.map((kind) => html`<th scope="col">${say(states[kind].label)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sites.map(
            ({ site, name, reports, states: counted }) =>
              html`<tr>
                <th scope="row"><a href="${link(`/coverage/${site}/`)}">${name ?? site}</a></th>
                <td class="figure">${reports}</td>
                ${kinds.map((kind) => html`<td class="figure">${counted[kind] ?? 0}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${listLink(scene, '/coverage/sites.csv', 0)}`
  return { heading: say('coverage'), body }
}

/** Unit by year at one site, and every accusation with the day on which we looked. */
export async function siteCoveragePage(scene: Scene, id: string): Promise<Page | null> {
  const { library, say } = scene
  const site = await library.siteCoverage(id)
  if (site === null) return null
  const accused = site.publications.filter(({ state }) => state === 'missing' || state === 'late')
  const body = html`<p class="legend">
      ${Object.values(states).map(({ mark, label }) => html`<span>${mark} ${say(label)}</span> `)}
    </p>
    ${grid(scene, site)} ${accused.length === 0 ? '' : accusations(scene, accused)}
    ${listLink(scene, `/coverage/${id}/coverage.csv`, 0)}`
  return {
    heading: site.name ?? `${id} ${say('noSiteFile')}`,
    body,
    trail: [{ name: say('coverage'), path: '/coverage/' }],
  }
}

function grid({ say, link }: Scene, { units, publications }: SiteCoverage): Html {
  const cells = new Map(publications.map((cell) => [`${cell.unit} ${cell.year}`, cell]))
  const filed = new Map(units.map(({ code, years }) => [code, years]))
  const names = new Map([
    ...publications.map(({ unit, name }) => [unit, name] as const),
    ...units.map(({ code, name }) => [code, name] as const),
  ])
  const years = [
    ...new Set([
      ...publications.map(({ year }) => String(year)),
      ...units.flatMap((unit) => Object.keys(unit.years)),
    ]),
  ].sort()
  const cell = (unit: string, year: string): Html => {
    const report = filed.get(unit)?.[year]
    const known = cells.get(`${unit} ${year}`)
    const state = known?.state ?? (report === undefined ? null : 'published')
    if (state === null) return html`<td class="state">·</td>`
    const { mark, label } = states[state]
    const words = html`<span aria-hidden="true">${mark}</span><span class="hidden">${say(label)}</span>`
    return html`<td class="state ${state}" title="${known?.reason ?? ''}">
      ${report === undefined ? words : html`<a href="${link(addressOfId(report.id))}">${words}</a>`}
    </td>`
  }
  return html`<div class="wide" tabindex="0" role="region" aria-label="${say('coverage')}">
    <table class="list grid">
      <thead>
        <tr>
          <th scope="col">${say('unit')}</th>
          ${years.map((year) => html`<th scope="col">${year}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...names]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(
            ([code, name]) =>
              html`<tr>
                <th scope="row">
                  ${filed.has(code) ? html`<a href="${link(unitAddress(code))}">${name}</a>` : name}
                </th>
                ${years.map((year) => cell(code, year))}
              </tr>`,
          )}
      </tbody>
    </table>
  </div>`
}

function accusations({ say }: Scene, accused: readonly Publication[]): Html {
  return html`<h2>${say('stateMissing')} / ${say('stateLate')}</h2>
    <div class="wide" tabindex="0" role="region" aria-label="${say('stateMissing')}">
      <table class="list accused">
        <thead>
          <tr>
            <th scope="col">${say('unit')}</th>
            <th scope="col">${say('year')}</th>
            <th scope="col">${say('state')}</th>
            <th scope="col">${say('due')}</th>
            <th scope="col">${say('looked')}</th>
            <th scope="col">${say('reason')}</th>
          </tr>
        </thead>
        <tbody>
          ${accused.map(
            ({ name, year, state, due, looked, reason }) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>${year}</td>
                <td>${say(states[state].label)}</td>
                <td>${due ?? ''}</td>
                <td>${looked ?? ''}</td>
                <td class="reason"><span class="message" lang="en">${reason}</span></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}
