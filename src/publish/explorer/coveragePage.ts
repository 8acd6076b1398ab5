import { html } from './html.ts'
import type { SiteCoverage } from '../../model/coverage.ts'
import type { Publication, PublicationState } from '../../model/publication.ts'
import type { LabelKey } from './labels.ts'
import type { Page } from './layout.ts'
import { listTable } from './listTable.ts'
import { moment, timeOf } from './moment.ts'
import { recordOf } from './recordOf.ts'
import { listLink } from './lists/listLink.ts'
import { addressAt, unitAddress } from './reportAddress.ts'
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
    ${
      sites.length === 0
        ? html`<p>${say('noSites')}</p>`
        : listTable(scene, {
            caption: say('coverage'),
            heads: ['site', 'reportsHead', ...kinds.map((kind) => states[kind].label)],
            rows: sites.map(
              ({ site, name, reports, states: counted }) =>
                html`<tr>
                  <th scope="row" lang="zh-CN">
                    <a href="${link(`/coverage/${site}/`)}">${name ?? site}</a>
                  </th>
                  <td class="figure">${reports}</td>
                  ${kinds.map((kind) => html`<td class="figure">${counted[kind] ?? 0}</td>`)}
                </tr>`,
            ),
          })
    }
    ${listLink(scene, '/coverage/sites.csv', 0)}`
  return { heading: say('coverage'), body }
}

/** Unit by year at one site, and every accusation with the day on which we looked. */
export async function siteCoveragePage(scene: Scene, id: string): Promise<Page | null> {
  const { library, say } = scene
  const site = await library.siteCoverage(id)
  if (site === null) return null
  const accused = site.publications.filter(({ state }) => state === 'missing' || state === 'late')
  const doubtful = site.publications.filter(({ state }) => state === 'unreadable' || state === 'not-known')
  const body = html`<p class="note"><code>${id}</code></p>
    <p class="legend">
      ${Object.values(states).map(({ mark, label }) => html`<span>${mark} ${say(label)}</span> `)}
    </p>
    ${site.units.length + site.publications.length === 0 ? html`<p>${say('noUnits')}</p>` : grid(scene, site)}
    ${
      accused.length === 0
        ? ''
        : html`<h2>${say('stateMissing')} / ${say('stateLate')}</h2>
            ${saidOf(scene, `${say('stateMissing')} / ${say('stateLate')}`, accused)}`
    }
    ${
      doubtful.length === 0
        ? ''
        : html`<h2>${say('stateUnreadable')} / ${say('stateUnknown')}</h2>
            <details>
              <summary>${doubtful.length}</summary>
              ${saidOf(scene, `${say('stateUnreadable')} / ${say('stateUnknown')}`, doubtful)}
            </details>`
    }
    ${listLink(scene, `/coverage/${id}/coverage.csv`, 0)}`
  return {
    ...(site.name === null
      ? { heading: `${id} ${say('noSiteFile')}` }
      : { heading: site.name, headingIn: 'zh' }),
    body,
    trail: [{ name: say('coverage'), path: '/coverage/' }],
  }
}

function grid(scene: Scene, { site, units, publications }: SiteCoverage): Html {
  const { say, link, language, library } = scene
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
    return html`<td class="state ${state}" title="${language === 'en' ? (known?.reason ?? '') : say(label)}">
      ${report === undefined ? words : html`<a href="${link(addressAt(library, site, report.id))}">${words}</a>`}
    </td>`
  }
  return listTable(scene, {
    ...{ caption: say('coverage'), kind: 'grid' },
    heads: ['unit', ...years.map((year) => ({ words: year }))],
    rows: [...names]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([code, name]) =>
          html`<tr>
            <th scope="row" lang="zh-CN">
              ${filed.has(code) ? html`<a href="${link(unitAddress(code))}">${name}</a>` : name}
            </th>
            ${years.map((year) => cell(code, year))}
          </tr>`,
      ),
  })
}

/** What is said of units that did not publish in time, or of whom nothing can be said; each with its reason. */
function saidOf(scene: Scene, caption: string, said: readonly Publication[]): Html {
  const { say } = scene
  return listTable(scene, {
    ...{ caption, kind: 'accused', heads: ['unit', 'year', 'state', 'due', 'looked', 'reason'] },
    rows: said.map(
      (cell) =>
        html`<tr>
          <th scope="row" lang="zh-CN">${cell.name}</th>
          <td>${cell.year}</td>
          <td>${say(states[cell.state].label)}</td>
          <td>${cell.due === null ? say('noDue') : timeOf(scene, cell.due)}</td>
          <td>${cell.looked === null ? '–' : timeOf(scene, cell.looked)}</td>
          <td class="reason">${reasonOf(scene, cell)}</td>
        </tr>`,
    ),
  })
}

/** Why, in the language of the page as far as the cells of the row tell it; the program's own words beside it. */
function reasonOf(scene: Scene, { state, due, looked, reason }: Publication): Html {
  const { say, language } = scene
  if (language === 'en') return html`<span class="message">${reason}</span>`
  const words = say(reasons[state])
    .replace('{due}', due === null ? say('noDue') : moment(scene, due))
    .replace('{looked}', looked === null ? '–' : moment(scene, looked))
  // Of what is missing the row tells all that the record does.
  return state === 'missing' ? html`${words}` : html`${words} ${recordOf(scene, reason)}`
}

const reasons = {
  published: 'statePublished',
  late: 'whyLate',
  missing: 'whyNotSeen',
  unreadable: 'whyNotRead',
  'not-known': 'whyNotKnown',
} as const satisfies Readonly<Record<PublicationState, LabelKey>>
