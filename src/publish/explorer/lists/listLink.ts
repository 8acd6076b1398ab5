import { html } from '../html.ts'
import type { LabelKey } from '../labels.ts'
import type { Html, Scene } from '../scene.ts'
import { mostRows } from './listFile.ts'

/** The link to the file of a list; of one that is too long for it, where to get it. */
export function listLink(
  { say, file }: Scene,
  path: string,
  rows: number,
  label: LabelKey = 'listFile',
): Html {
  if (rows > mostRows) return html`<p class="note">${say('listTooLong')}</p>`
  return html`<p class="actions">
    <a class="button quiet" href="${file(path)}" download>${say(label)}</a>
  </p>`
}
