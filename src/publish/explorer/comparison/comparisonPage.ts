import { html } from '../html.ts'
import type { Library, SitedReport } from '../../../model/library.ts'
import type { Page } from '../layout.ts'
import { listLink } from '../lists/listLink.ts'
import type { Html, Scene } from '../scene.ts'
import { smallestBase } from './compareFigures.ts'
import { comparedTable, type ReportPair } from './comparedTable.ts'
import { comparedText } from './comparedText.ts'
import { compareTables } from './compareTables.ts'
import { comparisonAddress, readPair, sideAddress, type Side } from './comparisonAddress.ts'

/** The reports that an address names; null where one of them is not there. */
export async function pairAt(
  library: Library,
  address: string,
): Promise<{ readonly sides: readonly [Side, Side]; readonly pair: ReportPair } | null> {
  const sides = readPair(address)
  if (sides === null) return null
  const [left, right] = await Promise.all(sides.map((side) => reportAt(library, side)))
  if (left == null || right == null) return null
  const [one, other] = sides
  const addresses = { left: sideAddress(one), right: sideAddress(other) }
  return { sides, pair: { left: left.report, right: right.report, addresses } }
}

/** The report of a side; null where there is none. */
export async function reportAt(
  library: Library,
  { unitPath, year, site }: Side,
): Promise<SitedReport | null> {
  const found = await library.report(unitPath, year)
  return (site === null ? found[0] : found.find((each) => each.site === site)) ?? null
}

/** Two reports beside each other: their tables cell by cell, their text by sentence. Null where one of them is not there. */
export async function comparisonPage(scene: Scene, address: string): Promise<Page | null> {
  const { library, say, link } = scene
  const found = await pairAt(library, address)
  if (found === null) return null
  const { pair, sides } = found
  const [one, other] = sides
  const tables = compareTables(pair.left, pair.right, library.forms)
  const body = html`<dl class="pair">
      ${reportFacts(scene, pair, 'left')} ${reportFacts(scene, pair, 'right')}
    </dl>
    ${scene.isStatic ? '' : html`<p class="actions"><a href="${link(comparisonAddress(other, one))}">${say('swap')}</a> · <a href="${link('/compare/')}">${say('compareOther')}</a></p>`}
    <h2 id="tables">${say('tables')}</h2>
    <p class="note">${say('comparisonNote').replace('{base}', String(smallestBase))}</p>
    ${tables.length === 0 ? html`<p>${say('none')}</p>` : tables.map((table) => comparedTable(scene, pair, table))}
    ${localRows(scene, pair)} ${listLink(scene, `${comparisonAddress(one, other)}comparison.csv`, 0)}
    ${comparedText(scene, pair)}`
  return {
    heading: headingOf(pair, say('comparison')),
    body,
    trail: [{ name: say('compare'), path: '/compare/' }],
  }
}

function headingOf({ left, right }: ReportPair, word: string): string {
  const [a, b] = [left, right].map(({ unit, year }) => ({ name: unit.name, year: String(year ?? '') }))
  const names =
    left.unit.code === right.unit.code
      ? `${a?.name ?? ''} ${a?.year ?? ''} / ${b?.year ?? ''}`
      : [a, b].map((each) => `${each?.name ?? ''} ${each?.year ?? ''}`).join(' / ')
  return `${names} · ${word}`
}

function reportFacts({ say, link }: Scene, pair: ReportPair, side: 'left' | 'right'): Html {
  const report = pair[side]
  return html`<div>
    <dt>${say(side === 'left' ? 'leftReport' : 'rightReport')}</dt>
    <dd>
      <a href="${link(pair.addresses[side])}">${report.unit.name} ${report.year ?? ''}</a>
      <small>${report.unit.division?.path.join(' › ') ?? ''}</small><br />
      <span lang="zh-CN">${report.title}</span>
    </dd>
  </div>`
}

function localRows({ say, link }: Scene, pair: ReportPair): Html {
  const having = (['left', 'right'] as const).filter((side) => (pair[side].local_rows ?? []).length > 0)
  if (having.length === 0) return html``
  return html`<p class="note">
    ${say('apartHead')}: ${say('apartLocal')}
    ${having.map(
      (side) =>
        html`<a href="${link(pair.addresses[side])}">${pair[side].unit.name} ${pair[side].year ?? ''}</a>
          (${pair[side].local_rows?.length ?? 0}) `,
    )}
  </p>`
}
