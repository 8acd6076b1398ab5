import { html } from './html.ts'
import type { Html } from './scene.ts'

/** An address of the outside: a link where it is one of the web, else text. A report may give any. */
export function outbound(url: string): Html {
  const isWeb = URL.canParse(url) && /^https?:$/u.test(new URL(url).protocol)
  return isWeb
    ? html`<a class="address" href="${url}" rel="noopener noreferrer external">${url}</a>`
    : html`<span class="address">${url}</span>`
}
