import { html } from 'hono/html'
import { z } from 'zod'
import type { Asked, Facet, Found } from '../../model/library.ts'
import type { LabelKey } from './labels.ts'
import type { Page } from './layout.ts'
import type { Asks } from './asks.ts'
import { pager } from './pager.ts'
import { reportList } from './reportList.ts'
import type { Html, Scene } from './scene.ts'
import { searchForm } from './searchForm.ts'

/** A query as an address gives it; what is not of its shape is no limit. */
const Query = z.object({
  words: z.string().trim().min(1).max(100).nullable().catch(null),
  region: z
    .string()
    .regex(/^\d{2,9}$/u)
    .nullable()
    .catch(null),
  year: z
    .string()
    .regex(/^\d{4}$/u)
    .transform(Number)
    .nullable()
    .catch(null),
  form: z
    .string()
    .regex(/^[0-9a-z-]{1,20}$/u)
    .nullable()
    .catch(null),
  finding: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/u)
    .nullable()
    .catch(null),
  page: z.coerce.number().int().min(1).max(2000).catch(1),
})

/** Reports by words, region, year, form and finding; every list has an address of its own. */
export async function searchPage(scene: Scene, { query }: Asks): Promise<Page> {
  const { library, say } = scene
  if (scene.isStatic) return staticPage(scene)
  const asked = Query.parse({
    words: query('q'),
    ...{ region: query('region'), year: query('year'), form: query('form'), finding: query('finding') },
    page: query('page'),
  })
  const found = await library.find(asked)
  const body = html`${searchForm(scene, asked.words ?? '')} ${facetsPart(scene, asked, found)}
    <p role="status">${say('found')} ${found.total} ${say('reports')}</p>
    ${found.total === 0 ? html`<p>${say('nothingFound')}</p>` : reportList(scene, found.reports)}
    ${pager(scene, { page: asked.page, pages: found.pages, path: (page) => addressFor({ ...asked, page }) })}`
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

/** Address of a search: only what limits it. */
function addressFor({ words, region, year, form, finding, page }: Asked): string {
  const query = new URLSearchParams({
    ...(words !== null && { q: words }),
    ...(region !== null && { region }),
    ...(year !== null && { year: String(year) }),
    ...(form !== null && { form }),
    ...(finding !== null && { finding }),
    ...(page !== 1 && { page: String(page) }),
  }).toString()
  return query === '' ? '/search/' : `/search/?${query}`
}

const facets = [
  ['region', 'region'],
  ['year', 'year'],
  ['form', 'form'],
  ['finding', 'finding'],
] as const satisfies readonly (readonly [keyof Found['facets'], LabelKey])[]

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
                  <strong>${asked[key]}</strong>
                  <a href="${link(addressFor({ ...asked, [key]: null, page: 1 }))}">× ${say('all')}</a>
                </li>`
              : ''
          }
          ${values.map(
            (facet) =>
              html`<li>
                <a href="${link(addressFor({ ...asked, [key]: valueOf(key, facet), page: 1 }))}"
                  >${facet.name ?? facet.value}</a
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
