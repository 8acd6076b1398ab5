import { listLink } from './lists/listLink.ts'
import { html } from './html.ts'
import { feedAddress } from './feedAddress.ts'
import type { Page } from './layout.ts'
import { reportAddress } from './reportAddress.ts'
import type { Scene } from './scene.ts'

/** A division: those below it, and its units with the years of which a report is archived. Null where there is nothing. */
export async function regionPage(scene: Scene, code: string): Promise<Page | null> {
  const { library, say, link } = scene
  const region = await library.region(code)
  if (region === null) return null
  const body = html`<p>${region.reports} ${say('reports')}</p>
    ${
      region.below.length === 0
        ? ''
        : html`<h2>${say('regions')}</h2>
            <ul class="tiles">
              ${region.below.map(
                (below) =>
                  html`<li>
                    <a href="${link(`/region/${below.code}/`)}" lang="zh-CN">${below.name}</a>
                    <span class="count">${below.reports}</span>
                  </li>`,
              )}
            </ul>`
    }
    ${
      region.units.length === 0
        ? ''
        : html`<h2>${say('unitsHead')}</h2>
            <ul class="units">
              ${region.units.map(
                ({ path, name, years }) =>
                  html`<li>
                    <a href="${link(`/unit/${path}/`)}" lang="zh-CN">${name}</a>
                    ${years.map((year) => html` <a class="year" href="${link(reportAddress({ unitPath: path, year }))}">${year}</a>`)}
                  </li>`,
              )}
            </ul>`
    }
    ${listLink(scene, `/region/${code === '' ? '' : `${code}/`}units.csv`, 0)}`
  const trail =
    code === ''
      ? []
      : [
          { name: say('country'), path: '/region/' },
          ...region.above.map((above) => ({ name: above.name, path: `/region/${above.code}/` })),
        ]
  const feed = feedAddress(code === '' ? { kind: 'all' } : { kind: 'region', code })
  return {
    ...(code === '' ? { heading: say('country') } : { heading: region.name, headingIn: 'zh' }),
    ...{ body, trail, feed },
  }
}
