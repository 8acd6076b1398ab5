import { html } from '../html.ts'
import { sectionNames } from '../formNames.ts'
import type { Html, Scene } from '../scene.ts'
import { compareText, type ComparedSection, type TextPiece } from './compareText.ts'
import type { ReportPair } from './comparedTable.ts'

/** Characters of equal text that stay around a difference; more of it is counted, and stands in the reports. */
const around = 120

/** What the sections of two reports say differently. */
export function comparedText(scene: Scene, { left, right }: ReportPair): Html {
  const { say } = scene
  const sections = compareText(left, right)
  return html`<h2 id="text">${say('textDifference')}</h2>
    ${sections.length === 0 ? html`<p>${say('noText')}</p>` : html`<p class="note">${say('textNote')}</p>`}
    ${sections.map((section) => sectionOf(scene, section))}`
}

function sectionOf(scene: Scene, { key, kind, pieces }: ComparedSection): Html {
  const { say, language } = scene
  const notes = {
    withheld: 'sectionWithheld',
    'left-only': 'sectionLeft',
    'right-only': 'sectionRight',
  } as const
  const isSame = kind === 'compared' && pieces.every((piece) => piece.kind === 'same')
  return html`<section class="prose">
    <h3>${sectionNames[key][language]}</h3>
    ${kind === 'compared' ? '' : html`<p class="note">${say(notes[kind])}</p>`}
    ${isSame ? html`<p class="note">${say('sameText')}</p>` : html`<p class="difference" lang="zh-CN">${pieces.map((piece, at) => pieceOf(scene, piece, { isFirst: at === 0, isLast: at === pieces.length - 1 }))}</p>`}
  </section>`
}

function pieceOf(
  scene: Scene,
  { kind, text }: TextPiece,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): Html {
  if (kind === 'gone') return html`<del>${text}</del>`
  if (kind === 'new') return html`<ins>${text}</ins>`
  const [head, tail] = [isFirst ? 0 : around, isLast ? 0 : around]
  const folded = text.length - head - tail
  if (folded < around) return html`${text}`
  const note = scene.say('sentencesSame').replace('{count}', String(folded))
  return html`${text.slice(0, head)} <small class="folded">${note}</small> ${text.slice(text.length - tail)}`
}
