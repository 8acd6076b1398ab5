import { html } from './html.ts'
import type { Report } from '../../model/report.ts'
import type { Html, Scene } from './scene.ts'

/** Days in citations are ISO 8601 in either language, as GB/T 7714 asks. */
const isoMinute = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`

/** How to cite a report: what it prints of itself, its address, when it was captured, and the hash that proves it. */
export function citation(scene: Scene, { unit, title, published, sources }: Report): Html {
  const { say, language } = scene
  const [source] = sources
  const [open, close] = language === 'zh' ? ['《', '》'] : ['“', '”']
  const parts = [
    unit.as_printed === '' ? unit.name : unit.as_printed,
    `${open}${title}${close}`,
    ...(published === null ? [] : [published]),
    ...(source?.url == null ? [] : [source.url]),
    ...(source?.captured == null ? [] : [`${say('captured')} ${isoMinute(source.captured)}`]),
    ...(source === undefined ? [] : [`SHA-256 ${source.sha256}`]),
  ]
  return html`<h2 id="citation">${say('citation')}</h2>
    <blockquote class="citation">${parts.join(language === 'zh' ? '，' : ', ')}</blockquote>`
}
