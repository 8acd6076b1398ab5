import { html } from './html.ts'
import type { SiteNoteKind } from '../../model/library.ts'
import type { LabelKey } from './labels.ts'
import type { Page } from './layout.ts'
import { moment } from './moment.ts'
import { outbound } from './outbound.ts'
import type { Html, Scene } from './scene.ts'

const mostRows = 200

/** The state of the collection: alarms, what waits, what was not read, what is withheld, the last runs. */
export async function statusPage(scene: Scene): Promise<Page> {
  const { library, say } = scene
  const { runs, withheld } = await library.collection()
  const notes = async (kind: SiteNoteKind) => {
    const { total, notes: shown } = await library.siteNotes(kind, mostRows)
    const isAddress = kind === 'waiting' || kind === 'unread'
    const rows = shown.map(({ site, what, words }) => [
      site,
      html`<code>${what}</code>`,
      isAddress ? outbound(words) : html`<span lang="en">${words}</span>`,
    ])
    return { total, rows }
  }
  const [alarms, waiting, unread, unverified] = await Promise.all([
    notes('alarm'),
    notes('waiting'),
    notes('unread'),
    notes('unverified'),
  ])
  const body = html`
    ${part(scene, 'runs', ['command', 'finished'], whole(runs.map(({ command, finished }) => [command, moment(finished)])))}
    ${part(scene, 'alarms', ['site', 'kind', 'message'], alarms)}
    ${part(scene, 'waiting', ['site', 'kind', 'address'], waiting)}
    ${part(scene, 'unread', ['site', 'kind', 'address'], unread)}
    ${part(scene, 'unverified', ['site', 'what', 'reason'], unverified)}
    ${part(
      scene,
      'withheld',
      ['original', 'since', 'who', 'reason'],
      whole(
        withheld.map(({ sha256, since, by, reason }) => [
          html`<code>${sha256}</code>`,
          moment(since),
          by,
          reason,
        ]),
      ),
    )}
  `
  return { heading: say('status'), body }
}

/** Rows of a table, the first of so many. */
interface Rows {
  readonly total: number
  readonly rows: readonly (readonly (string | Html)[])[]
}

const whole = (rows: Rows['rows']): Rows => ({ total: rows.length, rows: rows.slice(0, mostRows) })

function part({ say }: Scene, title: LabelKey, heads: readonly LabelKey[], { total, rows }: Rows): Html {
  return html`<h2>${say(title)} <small>${total}</small></h2>
    ${
      rows.length === 0
        ? html`<p>${say('none')}</p>`
        : html`<div class="wide" tabindex="0" role="region" aria-label="${say(title)}">
            <table class="list">
              <thead>
                <tr>
                  ${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (cells) =>
                    html`<tr>
                      ${cells.map((cell) => html`<td>${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>
            ${total > rows.length ? html`<p>… ${total - rows.length}</p>` : ''}
          </div>`
    }`
}
