import { html } from './html.ts'
import type { WithheldOriginal } from '../../model/withholding.ts'
import { moment } from './moment.ts'
import type { Html, Scene } from './scene.ts'

/** Stands in place of an original that is withheld: since when, by whom and why. */
export const withheldNote = ({ say }: Scene, { since, by, reason }: WithheldOriginal): Html =>
  html`<p class="note">${say('withheld')} ${say('since')} ${moment(since)} (${by}): ${reason}</p>`
