import { html } from '../html.ts'
import { rankings } from '../../../model/ranking.ts'
import { unitKinds } from '../../../model/unitKind.ts'
import type { Page } from '../layout.ts'
import type { Scene } from '../scene.ts'
import { rankingAddress } from './rankingAddress.ts'
import { kindLabels, rankingFormula, rankingName } from './rankingWords.ts'

/** Every ranking with its formula, and of whom and when there is one. */
export async function rankingsPage(scene: Scene): Promise<Page> {
  const { library, say, link } = scene
  const rankable = await library.rankable()
  const kinds = unitKinds.filter((kind) => rankable.some((each) => each.kind === kind))
  const body = html`<p class="note">${say('rankingsNote')}</p>
    ${kinds.length === 0 ? html`<p>${say('noRankings')}</p>` : ''}
    ${rankings.map(
      (ranking) =>
        html`<section>
          <h2 id="${ranking.id}">${rankingName(scene, ranking)}</h2>
          ${rankingFormula(scene, ranking)}
          <ul class="units">
            ${kinds.map(
              (kind) =>
                html`<li>
                  ${say(kindLabels[kind])}
                  ${rankable
                    .filter((each) => each.kind === kind)
                    .map(
                      ({ year }) =>
                        html` <a
                          class="year"
                          href="${link(rankingAddress({ id: ranking.id, kind, year, region: '' }))}"
                          >${year}</a
                        >`,
                    )}
                </li>`,
            )}
          </ul>
        </section>`,
    )}`
  return { heading: say('rankings'), body }
}
