import { html } from './html.ts'
import { changeRows } from './changesPage.ts'
import { feedAddress } from './feedAddress.ts'
import type { Page } from './layout.ts'
import { timeOf } from './moment.ts'
import type { Scene } from './scene.ts'
import { searchForm } from './searchForm.ts'

const latest = 10

/** What is here, how fresh it is, and what changed last. */
export async function homePage(scene: Scene): Promise<Page> {
  const { library, say, link } = scene
  const { reports, units, sites, years, captured, lastRun } = await library.holding()
  const [regions, byYear, changes] = await Promise.all([
    library.region(''),
    library.years(),
    library.changesOn(1),
  ])
  // What was replaced or taken away is news even where a whole site was found after it.
  const found = changes.items.filter(({ kind }) => kind === 'found')
  const edited = changes.items.filter(({ kind }) => kind !== 'found')
  const body = html`
    ${searchForm(scene)}
    <dl class="numbers">
      <div>
        <dt>${say('reports')}</dt>
        <dd>${reports}</dd>
      </div>
      <div>
        <dt>${say('units')}</dt>
        <dd>${units}</dd>
      </div>
      <div>
        <dt>${say('sites')}</dt>
        <dd>${sites}</dd>
      </div>
      <div>
        <dt>${say('years')}</dt>
        <dd>${years === null ? '–' : `${years[0]}–${years[1]}`}</dd>
      </div>
    </dl>
    <p>
      ${say('newestCapture')}: ${captured === null ? say('none') : timeOf(scene, captured)} ·
      ${lastRun === null ? say('noRun') : html`${say('lastRun')}: ${lastRun.command}, ${timeOf(scene, lastRun.finished)}`}
    </p>
    <p><a href="${link('/downloads/')}">${say('downloadAll')}</a></p>
    <h2>${say('byRegion')}</h2>
    <ul class="tiles">
      ${regions?.below.map(
        ({ code, name, reports: count }) =>
          html`<li>
            <a href="${link(`/region/${code}/`)}" lang="zh-CN">${name}</a> <span class="count">${count}</span>
          </li>`,
      )}
    </ul>
    <h2>${say('byYear')}</h2>
    <ul class="tiles">
      ${byYear.map(
        ({ year, reports: count }) =>
          html`<li><a href="${link(`/year/${year}/`)}">${year}</a> <span class="count">${count}</span></li>`,
      )}
    </ul>
    <h2>${say('latestChanges')}</h2>
    ${edited.length === 0 ? html`<p>${say('noEdits').replace('{count}', String(changes.items.length))}</p>` : changeRows(scene, say('latestChanges'), edited.slice(0, latest))}
    <p><a href="${link('/changes/')}">${say('allChanges')}</a> <span class="count">${changes.total}</span></p>
    ${
      found.length === 0
        ? ''
        : html`<h2>${say('latestFound')}</h2>
            ${changeRows(scene, say('latestFound'), found.slice(0, latest))}`
    }
  `
  return { heading: say('subtitle'), body, feed: feedAddress({ kind: 'all' }) }
}
