import { html } from './html.ts'
import type { Report } from '../../model/report.ts'
import { moment } from './moment.ts'
import type { Html, Scene } from './scene.ts'

/** How to cite a report: what it prints of itself, its address, when it was captured, and the hash that proves it. */
export function citation(scene: Scene, { unit, title, published, sources }: Report): Html {
  const { say, language } = scene
  const [source] = sources
  const [open, close] = language === 'zh' ? ['《', '》'] : ['“', '”']
  const parts = [
    unit.as_printed === '' ? unit.name : unit.as_printed,
    `${open}${title}${close}`,
    ...(published === null ? [] : [moment(scene, published)]),
    ...(source?.url == null ? [] : [source.url]),
    ...(source?.captured == null ? [] : [`${say('captured')} ${moment(scene, source.captured)}`]),
    ...(source === undefined ? [] : [`SHA-256 ${source.sha256}`]),
  ]
  return html`<h2 id="citation">${say('citation')}</h2>
    <blockquote class="citation">${parts.join(language === 'zh' ? '，' : ', ')}</blockquote>`
}
