import { html } from './html.ts'
import type { Html, Scene } from './scene.ts'

/** The field for words; static files say that they cannot search. */
export function searchForm({ say, link, isStatic }: Scene, words = ''): Html {
  if (isStatic) return html`<p class="note">${say('searchStatic')}</p>`
  return html`<form class="search" role="search" action="${link('/search/')}" method="get">
    <label for="q">${say('searchFor')}</label>
    <div>
      <input id="q" name="q" type="search" value="${words}" maxlength="100" /> <button>${say('go')}</button>
    </div>
  </form>`
}
