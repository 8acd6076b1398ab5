import type { Asks } from './asks.ts'
import { html } from './html.ts'
import { unreadLimits } from './limits.ts'
import type { Html, Scene } from './scene.ts'

/** Says which limits of an address nobody could read, so that nobody takes the whole list for a part of it. */
export function limitsNote(
  { say }: Scene,
  asks: Pick<Asks, 'query'>,
  names: Parameters<typeof unreadLimits>[1],
): Html {
  const unread = unreadLimits(asks, names)
  if (unread.length === 0) return html``
  return html`<p class="note" role="alert">
    ${say('limitUnread')} ${unread.map(({ name, text }) => html`<code>${name}=${text.slice(0, 40)}</code> `)}
  </p>`
}
