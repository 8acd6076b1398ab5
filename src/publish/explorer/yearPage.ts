import type { Page } from './layout.ts'
import { html } from './html.ts'
import { listLink } from './lists/listLink.ts'
import { pager } from './pager.ts'
import { reportList } from './reportList.ts'
import type { Scene } from './scene.ts'

/** Every report of a year, by region. Null where there is none. */
export async function yearPage(scene: Scene, year: number, page: number): Promise<Page | null> {
  const { library, say } = scene
  const asked = { words: null, region: null, form: null, finding: null, year, page }
  const { total, pages, reports } = await library.find(asked)
  if (reports.length === 0) return null
  const path = (at: number): string => (at === 1 ? `/year/${year}/` : `/year/${year}/${at}/`)
  const body = html`<p>${total} ${say('reports')}</p>
    ${reportList(scene, reports)} ${pager(scene, { page, pages, path })}
    ${listLink(scene, `/year/${year}/reports.csv`, total)}`
  return { heading: String(year), body }
}
