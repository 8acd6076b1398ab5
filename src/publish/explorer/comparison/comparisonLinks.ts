import { html } from '../html.ts'
import type { SitedReport } from '../../../model/library.ts'
import type { Html, Scene } from '../scene.ts'
import { comparisonAddress, sideOf, sideText } from './comparisonAddress.ts'

/** From a report to its comparison with the one before it of the same unit, of the same site where that has one, and, where a server answers, with any other. */
export async function comparisonLinks(scene: Scene, sited: SitedReport): Promise<Html> {
  const { library, say, link, isStatic } = scene
  const side = sideOf(library, sited)
  const years = await library.yearsOf(side.unitPath)
  const before = Math.max(...years.filter((year) => year < side.year))
  const siteOf = (year: number): string | null =>
    library.isBeside(sited.site, `${sited.report.unit.code ?? ''}/${year}`) ? sited.site : null
  const query = new URLSearchParams({ a: sideText(side) }).toString()
  const links = [
    ...(Number.isFinite(before)
      ? [
          html`<a
            class="button quiet"
            href="${link(comparisonAddress({ ...side, year: before, site: siteOf(before) }, side))}"
            >${say('compareWith').replace('{year}', String(before))}</a
          >`,
        ]
      : []),
    ...(isStatic
      ? []
      : [html`<a class="button quiet" href="${link(`/compare/?${query}`)}">${say('compareOther')}</a>`]),
  ]
  return links.length === 0 ? html`` : html`<p class="actions">${links}</p>`
}
