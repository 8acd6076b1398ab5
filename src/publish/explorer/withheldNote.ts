import { html } from './html.ts'
import type { WithheldOriginal } from '../../model/withholding.ts'
import { timeOf } from './moment.ts'
import type { Html, Scene } from './scene.ts'

/** Stands in place of an original that is withheld: since when, by whom and why. */
export const withheldNote = (scene: Scene, { since, by, reason }: WithheldOriginal): Html =>
  html`<p class="note">
    ${scene.say('withheld')} ${scene.say('since')} ${timeOf(scene, since)} (${by}): ${reason}
  </p>`
