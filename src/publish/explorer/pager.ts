import { html } from './html.ts'
import type { Html, Scene } from './scene.ts'

/** Links to the pages of a list before and after this one. */
export function pager(
  { say, link }: Scene,
  {
    page,
    pages,
    path,
  }: { readonly page: number; readonly pages: number; readonly path: (page: number) => string },
): Html {
  if (pages <= 1) return html``
  return html`<nav class="pager" aria-label="${say('pages')}">
    ${page > 1 ? html`<a rel="prev" href="${link(path(page - 1))}">${say('previous')}</a>` : ''}
    <span>${page} / ${pages}</span>
    ${page < pages ? html`<a rel="next" href="${link(path(page + 1))}">${say('next')}</a>` : ''}
  </nav>`
}
