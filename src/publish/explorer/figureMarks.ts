import { html } from './html.ts'
import type { FigureStanding } from '../../model/figureStanding.ts'
import { findingName } from './findingWords.ts'
import type { Html, Scene } from './scene.ts'

/** What stands behind a figure wherever figures of reports stand together: ! is in doubt, * corrected by a person. */
export function figureMarks(
  { say, language }: Pick<Scene, 'say' | 'language'>,
  { doubts, corrected }: Exclude<FigureStanding, { kind: 'absent' }>,
): Html {
  return html`${doubts.length === 0 ? '' : html`<sup><abbr title="${say('doubt')}: ${doubts.map((code) => findingName(language, code)).join(', ')}">!</abbr></sup>`}${corrected ? html`<sup><abbr title="${say('corrected')}">*</abbr></sup>` : ''}`
}

/** What the marks mean (图例). */
export const marksLegend = ({ say }: Pick<Scene, 'say'>): Html =>
  html`<p class="note">! ${say('doubt')} · * ${say('corrected')}</p>`
