import { html } from 'hono/html'
import type { LabelKey } from './labels.ts'
import type { Page } from './layout.ts'
import { moment } from './moment.ts'
import { outbound } from './outbound.ts'
import type { Html, Scene } from './scene.ts'

const mostRows = 200

/** The state of the collection: alarms, what waits, what was not read, what is withheld, the last runs. */
export async function statusPage(scene: Scene): Promise<Page> {
  const { library, say } = scene
  const { sites, runs, withheld } = await library.coverage()
  const rows = <T>(
    of: (site: (typeof sites)[number]) => readonly T[],
    cells: (item: T) => readonly (string | Html)[],
  ) => sites.flatMap((site) => of(site).map((item) => [site.site, ...cells(item)]))
  const body = html`
    ${part(
      scene,
      'runs',
      ['command', 'finished'],
      runs.map(({ command, finished }) => [command, moment(finished)]),
    )}
    ${part(
      scene,
      'alarms',
      ['site', 'kind', 'message'],
      rows(
        (site) => site.alarms,
        ({ code, message }) => [code, message],
      ),
    )}
    ${part(
      scene,
      'waiting',
      ['site', 'kind', 'address'],
      rows(
        (site) => site.waiting,
        ({ code, url }) => [code, outbound(url)],
      ),
    )}
    ${part(
      scene,
      'unread',
      ['site', 'kind', 'address'],
      rows(
        (site) => site.unread,
        ({ code, url }) => [code, outbound(url)],
      ),
    )}
    ${part(
      scene,
      'unverified',
      ['site', 'what', 'reason'],
      rows(
        (site) => Object.entries(site.unverified),
        ([what, reason]) => [what, reason],
      ),
    )}
    ${part(
      scene,
      'withheld',
      ['original', 'since', 'who', 'reason'],
      withheld.map(({ sha256, since, by, reason }) => [
        html`<code>${sha256}</code>`,
        moment(since),
        by,
        reason,
      ]),
    )}
  `
  return { heading: say('status'), body }
}

function part(
  { say }: Scene,
  title: LabelKey,
  heads: readonly LabelKey[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  return html`<h2>${say(title)} <small>${rows.length}</small></h2>
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
                ${rows.slice(0, mostRows).map(
                  (cells) =>
                    html`<tr>
                      ${cells.map((cell) => html`<td>${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>
            ${rows.length > mostRows ? html`<p>… ${rows.length - mostRows}</p>` : ''}
          </div>`
    }`
}
