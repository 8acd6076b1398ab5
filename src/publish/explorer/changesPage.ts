import { listLink } from './lists/listLink.ts'
import { html } from './html.ts'
import type { Change } from '../../model/history.ts'
import type { LabelKey } from './labels.ts'
import type { Page } from './layout.ts'
import { metricName } from './metricName.ts'
import { timeOf } from './moment.ts'
import { placeOf } from './placeOf.ts'
import { listTable } from './listTable.ts'
import { figureWords } from './figureCell.ts'
import { outbound } from './outbound.ts'
import { pager } from './pager.ts'
import { addressAt } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'

export const kinds: Readonly<Record<Change['kind'], LabelKey>> = {
  found: 'changeFound',
  replaced: 'changeReplaced',
  moved: 'changeMoved',
  locked: 'changeLocked',
  disappeared: 'changeDisappeared',
  returned: 'changeReturned',
} as const satisfies Record<Change['kind'], LabelKey>

/** What was found, replaced, moved or taken away, newest first. Null for a page that is not there. */
export async function changesPage(scene: Scene, page: number): Promise<Page | null> {
  const { library, say } = scene
  const { total, pages, items } = await library.changesOn(page)
  if (page > Math.max(1, pages)) return null
  return {
    heading: say('changes'),
    body: html`<p class="note">${say('changesNote')}</p>
      ${items.length === 0 ? html`<p>${say('noChanges')}</p>` : changeRows(scene, say('changes'), items)}
      ${pager(scene, { page, pages, path: (at) => (at === 1 ? '/changes/' : `/changes/${at}/`) })}
      ${listLink(scene, '/changes/changes.csv', total)}`,
  }
}

/** Changes as a table: when, whose report and where, and what happened to it. */
export function changeRows(scene: Scene, caption: string, changes: readonly Change[]): Html {
  const { say, link, library } = scene
  return listTable(scene, {
    ...{ caption, kind: 'changes', heads: ['time', 'report', 'what'] },
    rows: changes.map(
      (change) =>
        html`<tr>
          <td>${timeOf(scene, change.time)}</td>
          <td lang="zh-CN">
            <a href="${link(addressAt(scene.library, change.site, change.id))}"
              >${change.unit} ${change.year}</a
            >
            <small>${placeOf(library, change.id).join(' › ')}</small>
          </td>
          <td>${say(kinds[change.kind])}${detailOf(scene, change)}</td>
        </tr>`,
    ),
  })
}

const mostFigures = 6

/** Words of a document stay on the page of its report, which knows what is withheld of them. */
function detailOf(scene: Scene, change: Change): Html {
  const { say, link } = scene
  switch (change.kind) {
    case 'replaced':
      return html`${change.changes
        .slice(0, mostFigures)
        .map(
          ({ metric, before, after }) =>
            html`<br /><a
                href="${link(`${addressAt(scene.library, change.site, change.id)}#edition-${change.edition}`)}"
                >${metricName(scene, metric)}</a
              >: ${figureWords(scene, before)} → ${figureWords(scene, after)}`,
        )}${change.text.length === 0 ? '' : html`<br />${change.text.length} ${say('paragraphs')}`}`
    case 'moved':
      return html`<br />${outbound(change.from)} → ${outbound(change.to)}`
    case 'locked':
    case 'disappeared':
      return html`<br />${outbound(change.url)}, ${say('lastSeen')} ${timeOf(scene, change.last_seen)}`
    case 'returned':
      return html`<br />${outbound(change.url)}`
    case 'found':
      return html``
  }
}
