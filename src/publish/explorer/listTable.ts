import { html } from './html.ts'
import type { LabelKey } from './labels.ts'
import type { Html, Scene } from './scene.ts'

/**
 * A table of a page, which scrolls by itself where it is wider than the screen. Its caption names it to those who do not see what stands above it.
 * `heads` are labels, or words of their own; `rows` are `tr`.
 */
export function listTable(
  { say }: Pick<Scene, 'say'>,
  {
    caption,
    heads,
    rows,
    kind = '',
    id,
  }: {
    readonly caption: string
    readonly heads: readonly (LabelKey | { readonly words: string })[]
    readonly rows: readonly Html[]
    readonly kind?: string
    readonly id?: string
  },
): Html {
  return html`<div
    class="wide"
    tabindex="0"
    role="region"
    aria-label="${caption}"
    ${id === undefined ? '' : html`id="${id}"`}
  >
    <table class="list ${kind}">
      <caption class="hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${typeof head === 'string' ? say(head) : head.words}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}
