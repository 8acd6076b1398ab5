import { html } from './html.ts'
import type { Library, SiteNote, SiteNoteKind } from '../../model/library.ts'
import { failureName } from './failureNames.ts'
import type { LabelKey } from './labels.ts'
import type { Page } from './layout.ts'
import { listLink } from './lists/listLink.ts'
import { listTable } from './listTable.ts'
import { timeOf } from './moment.ts'
import { outbound } from './outbound.ts'
import { recordOf } from './recordOf.ts'
import type { Html, Scene } from './scene.ts'

const mostRows = 200

/** The state of the collection: alarms, what waits, what was not read, what is withheld, the last runs. */
export async function statusPage(scene: Scene): Promise<Page> {
  const { library, say } = scene
  const { runs, withheld } = await library.collection()
  const names = await siteNames(library)
  const [alarms, waiting, unread, unverified] = await Promise.all([
    library.siteNotes('alarm', mostRows),
    library.siteNotes('waiting', mostRows),
    library.siteNotes('unread', mostRows),
    library.siteNotes('unverified', mostRows),
  ])
  const notes = (title: LabelKey, empty: LabelKey, { total, notes: shown }: Notes): Html =>
    part(scene, { title, empty, total, shown: shown.length }, notesOf(scene, names, shown))
  const body = html`
    ${part(
      scene,
      { title: 'runs', empty: 'noRun', total: runs.length, shown: Math.min(runs.length, mostRows) },
      listTable(scene, {
        ...{ caption: say('runs'), heads: ['command', 'finished'] },
        rows: runs.slice(0, mostRows).map(
          ({ command, finished }) =>
            html`<tr>
              <td><code>${command}</code></td>
              <td>${timeOf(scene, finished)}</td>
            </tr>`,
        ),
      }),
    )}
    ${notes('alarms', 'noAlarms', alarms)} ${notes('waiting', 'noneWaits', waiting)}
    ${notes('unread', 'noneUnread', unread)} ${notes('unverified', 'noneUnverified', unverified)}
    ${listLink(scene, '/status/notes.csv', alarms.total + waiting.total + unread.total + unverified.total, 'notesFile')}
    ${part(
      scene,
      {
        title: 'withheld',
        empty: 'noneWithheld',
        total: withheld.length,
        shown: Math.min(withheld.length, mostRows),
      },
      listTable(scene, {
        ...{ caption: say('withheld'), heads: ['original', 'since', 'who', 'reason'] },
        rows: withheld.slice(0, mostRows).map(
          ({ sha256, since, by, reason }) =>
            html`<tr>
              <td><code>${sha256}</code></td>
              <td>${timeOf(scene, since)}</td>
              <td>${by}</td>
              <td>${reason}</td>
            </tr>`,
        ),
      }),
    )}
    ${listLink(scene, '/status/withheld.csv', withheld.length)}
  `
  return { heading: say('status'), body }
}

type Notes = Awaited<ReturnType<Library['siteNotes']>>

const siteNames = async (library: Library): Promise<ReadonlyMap<string, string>> =>
  new Map((await library.coveredSites()).flatMap(({ site, name }) => (name === null ? [] : [[site, name]])))

/** A part of the page; of an empty one it says what that means. */
function part(
  { say }: Scene,
  {
    title,
    empty,
    total,
    shown,
  }: { readonly title: LabelKey; readonly empty: LabelKey; readonly total: number; readonly shown: number },
  body: Html,
): Html {
  return html`<h2 id="${title}">${say(title)} <small>${total}</small></h2>
    ${total === 0 ? html`<p>${say(empty)}</p>` : body}
    ${total > shown ? html`<p class="note">${say('moreNotes').replace('{count}', String(total - shown))}</p>` : ''}`
}

/** Notes by site: a site has often several, and its name is said once. */
function notesOf(scene: Scene, names: ReadonlyMap<string, string>, notes: readonly SiteNote[]): Html {
  const { link } = scene
  return html`${[...Map.groupBy(notes, ({ site }) => site)].map(
    ([site, ofSite]) =>
      html`<details class="site" ${ofSite.some(({ kind }) => kind !== 'unverified') ? 'open' : ''}>
        <summary>
          <span lang="zh-CN">${names.get(site) ?? site}</span> <code>${site}</code>
          <span class="count">${ofSite.length}</span>
        </summary>
        <ul class="notes">
          <li><a href="${link(`/coverage/${site}/`)}">${scene.say('coverage')}</a></li>
          ${ofSite.map((note) => html`<li>${noteOf(scene, note)}</li>`)}
        </ul>
      </details>`,
  )}`
}

function noteOf(scene: Scene, { kind, what, words }: SiteNote): Html {
  const name = failureName(scene.language, what)
  const named = html`${name === what ? '' : name} <code>${what}</code>`
  const isAddress: Readonly<Record<SiteNoteKind, boolean>> = {
    ...{ alarm: false, unverified: false },
    ...{ waiting: true, unread: true },
  }
  return isAddress[kind] ? html`${named} ${outbound(words)}` : html`${named} ${recordOf(scene, words)}`
}
