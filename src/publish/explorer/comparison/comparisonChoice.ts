import { html } from '../html.ts'
import type { ListedReport } from '../../../model/library.ts'
import { unitKind } from '../../../model/unitKind.ts'
import type { Asks } from '../asks.ts'
import type { Page } from '../layout.ts'
import { pager } from '../pager.ts'
import type { Beside } from '../reportAddress.ts'
import { wordsAsked } from '../searchAsked.ts'
import type { Html, Scene } from '../scene.ts'
import { comparisonAddress, readSide, sideAddress, sideText, type Side } from './comparisonAddress.ts'
import { reportAt } from './comparisonPage.ts'

/** Any report of a list as a side. */
const sideIn = (library: Beside, { site, id, unitPath, year }: ListedReport): Side => ({
  ...{ unitPath, year, site: library.isBeside(site, id) ? site : null },
})

/** Chooses two reports, one after the other; with both it leads to their comparison. Static files say what they have instead. */
export async function comparisonChoice(scene: Scene, { query }: Asks): Promise<Page> {
  const { library, say } = scene
  const heading = say('compare')
  if (scene.isStatic) return { heading, body: html`<p class="note">${say('compareStatic')}</p>` }
  const [left, right] = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const side = readSide(query(name))
      return side !== null && (await reportAt(library, side)) !== null ? side : null
    }),
  )
  if (left != null && right != null)
    return { heading, body: html``, elsewhere: comparisonAddress(left, right) }
  const asked = wordsAsked({ query })
  const chosen = left ?? null
  const body = html`${chosen === null ? html`<p>${say('chooseNote')}</p>` : await chosenPart(scene, chosen)}
  ${wordsForm(scene, chosen, asked.words)}
  ${asked.words === null ? '' : await foundPart(scene, chosen, { words: asked.words, page: asked.page })}
  ${chosen === null ? '' : await nearPart(scene, chosen)}`
  return { heading, body }
}

async function chosenPart({ library, say, link }: Scene, side: Side): Promise<Html> {
  const found = await reportAt(library, side)
  const name = `${found?.report.unit.name ?? ''} ${side.year}`
  return html`<p>${say('chosenLeft')}: <a href="${link(sideAddress(side))}">${name}</a></p>`
}

function wordsForm({ say, link }: Scene, chosen: Side | null, words: string | null): Html {
  return html`<form class="search" role="search" action="${link('/compare/')}" method="get">
    ${chosen === null ? '' : html`<input type="hidden" name="a" value="${sideText(chosen)}" />`}
    <label for="q">${say(chosen === null ? 'chooseLeft' : 'chooseRight')}</label>
    <div>
      <input id="q" name="q" type="search" value="${words ?? ''}" maxlength="100" />
      <button>${say('go')}</button>
    </div>
  </form>`
}

async function foundPart(
  scene: Scene,
  chosen: Side | null,
  { words, page }: { readonly words: string; readonly page: number },
): Promise<Html> {
  const { library, say } = scene
  const found = await library.find({ words, page, region: null, year: null, form: null, finding: null })
  const path = (at: number): string =>
    `/compare/?${new URLSearchParams({ ...(chosen !== null && { a: sideText(chosen) }), q: words, page: String(at) }).toString()}`
  return html`<h2>${say('foundReports')}</h2>
    ${found.reports.length === 0 ? html`<p>${say('nothingFound')}</p>` : candidates(scene, chosen, found.reports)}
    ${pager(scene, { page, pages: found.pages, path })}`
}

/** The other years of the unit, and who else reported of that year in the region. */
async function nearPart(scene: Scene, chosen: Side): Promise<Html> {
  const { library, say } = scene
  const own = await library.yearsOf(chosen.unitPath)
  const years = own.filter((year) => year !== chosen.year).map((year) => ({ ...chosen, year, site: null }))
  const region = /^\d{2,6}/u.exec(chosen.unitPath)?.[0] ?? ''
  const near = await library.find({
    words: null,
    region,
    year: chosen.year,
    form: null,
    finding: null,
    page: 1,
  })
  const others = near.reports
    .filter(({ unitPath }) => unitPath !== chosen.unitPath)
    .toSorted((a, b) => Number(isOther(a, chosen)) - Number(isOther(b, chosen)))
  return html`${
    years.length === 0
      ? ''
      : html`<h2>${say('sameUnit')}</h2>
          <ul class="tiles">
            ${years.map((side) => html`<li><a href="${scene.link(addressFor(chosen, side))}">${side.year}</a></li>`)}
          </ul>`
  }
  ${
    others.length === 0
      ? ''
      : html`<h2>${say('sameYear')}</h2>
          ${candidates(scene, chosen, others)}`
  }`
}

/** Units of the same kind come first: streets with streets, bureaux with bureaux. */
const isOther = (one: Pick<Side, 'unitPath'>, other: Pick<Side, 'unitPath'>): boolean =>
  unitKind(one.unitPath) !== unitKind(other.unitPath)

/** Of two years of one unit the earlier stands left. */
const addressFor = (chosen: Side, other: Side): string =>
  chosen.unitPath === other.unitPath && other.year < chosen.year
    ? comparisonAddress(other, chosen)
    : comparisonAddress(chosen, other)

function candidates({ link, library }: Scene, chosen: Side | null, reports: readonly ListedReport[]): Html {
  const to = (report: ListedReport): string =>
    chosen === null
      ? `/compare/?${new URLSearchParams({ a: sideText(sideIn(library, report)) }).toString()}`
      : addressFor(chosen, sideIn(library, report))
  return html`<ul class="units">
    ${reports.map(
      (report) =>
        html`<li>
          <a href="${link(to(report))}">${report.name} ${report.year}</a>
          <small>${report.place.replaceAll('/', ' › ')}</small>
        </li>`,
    )}
  </ul>`
}
