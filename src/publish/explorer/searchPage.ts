import { html } from './html.ts'
import type { Asked, Facet, Found } from '../../model/library.ts'
import { findingName } from './findingWords.ts'
import type { LabelKey } from './labels.ts'
import type { Page } from './layout.ts'
import type { Asks } from './asks.ts'
import { pager } from './pager.ts'
import { reportList } from './reportList.ts'
import type { Html, Scene } from './scene.ts'
import { listLink } from './lists/listLink.ts'
import { searchAsked, searchQuery } from './searchAsked.ts'
import { limitsNote } from './limitsNote.ts'
import { searchForm } from './searchForm.ts'

/** Reports by words, region, year, form and finding; every list has an address of its own. Null for a page that is not there. */
export async function searchPage(scene: Scene, { query }: Asks): Promise<Page | null> {
  const { library, say } = scene
  if (scene.isStatic) return staticPage(scene)
  const asked = searchAsked({ query })
  const found = await library.find(asked)
  if (asked.page > Math.max(1, found.pages)) return null
  const body = html`${searchForm(scene, asked.words ?? '')} ${limitsNote(scene, { query }, facetNames)}
    ${facetsPart(scene, asked, found)}
    <p role="status">${say('found')} ${found.total} ${say('reports')}</p>
    ${found.total === 0 ? html`<p>${say('nothingFound')}</p>` : reportList(scene, found.reports)}
    ${pager(scene, { page: asked.page, pages: found.pages, path: (page) => addressFor({ ...asked, page }) })}
    ${listLink(scene, `/search/reports.csv${searchQuery({ ...asked, page: 1 })}`, found.total)}`
  return { heading: say('search'), body }
}

async function staticPage(scene: Scene): Promise<Page> {
  const { library, say, link } = scene
  const years = await library.years()
  const body = html`${searchForm(scene)}
    <p><a href="${link('/region/')}">${say('byRegion')}</a></p>
    <ul class="tiles">
      ${years.map(({ year, reports }) => html`<li><a href="${link(`/year/${year}/`)}">${year}</a> <span class="count">${reports}</span></li>`)}
    </ul>`
  return { heading: say('search'), body }
}

const addressFor = (asked: Asked): string => `/search/${searchQuery(asked)}`

const facets = [
  ['region', 'region'],
  ['year', 'year'],
  ['form', 'form'],
  ['finding', 'finding'],
] as const satisfies readonly (readonly [keyof Found['facets'], LabelKey])[]

const facetNames = facets.map(([name]) => name)

function facetsPart(scene: Scene, asked: Asked, found: Found): Html {
  const { say, link } = scene
  const chosen = (key: (typeof facets)[number][0]): boolean => asked[key] !== null
  return html`<details class="facets" ${facets.some(([key]) => chosen(key)) ? 'open' : ''}>
    <summary>${say('narrow')}</summary>
    ${facets.map(([key, label]) => {
      const values = found.facets[key]
      return html`<section>
        <h2>${say(label)}</h2>
        <ul>
          ${
            chosen(key)
              ? html`<li>
                  <strong>${facetName(scene, key, { value: String(asked[key]), name: null })}</strong>
                  <a href="${link(addressFor({ ...asked, [key]: null, page: 1 }))}">× ${say('all')}</a>
                </li>`
              : ''
          }
          ${values.map(
            (facet) =>
              html`<li>
                <a href="${link(addressFor({ ...asked, [key]: valueOf(key, facet), page: 1 }))}"
                  >${facetName(scene, key, facet)}</a
                >
                <span class="count">${facet.reports}</span>
              </li>`,
          )}
        </ul>
      </section>`
    })}
  </details>`
}

const valueOf = (key: string, { value }: Facet): string | number => (key === 'year' ? Number(value) : value)

function facetName(
  { language, library }: Scene,
  key: keyof Found['facets'],
  { value, name }: Pick<Facet, 'value' | 'name'>,
): string {
  if (key === 'finding') return findingName(language, value)
  return name ?? (key === 'region' ? library.divisionName(value) : value)
}
