import { raw } from 'hono/html'
import { feedDiscovery, feedLinks } from './feedLinks.ts'
import { html } from './html.ts'
import { labels } from './labels.ts'
import { languageTags } from './language.ts'
import { contentPolicy } from './policy.ts'
import { otherLanguage, sceneOf, type Html, type Scene } from './scene.ts'

/** A page: its heading is also its title. */
export interface Page {
  readonly heading: string
  /** Language of the heading where it is not that of the page: a name. */
  readonly headingIn?: 'zh'
  readonly body: Html
  /** From the front page down, without this page. */
  readonly trail?: readonly { readonly name: string; readonly path: string }[]
  readonly status?: 404 | 405 | 421 | 500 | 503
  /** The reader is led to this address of the explorer instead. */
  readonly elsewhere?: string
  /** Address of the feed of what it is about, without its ending. */
  readonly feed?: string
}

const menu = [
  ...([
    ['regions', '/region/'],
    ['search', '/search/'],
    ['findings', '/findings/'],
    ['coverage', '/coverage/'],
  ] as const),
  ...([
    ['compare', '/compare/'],
    ['rankings', '/rankings/'],
    ['changes', '/changes/'],
    ['codebook', '/codebook/'],
    ['downloads', '/downloads/'],
    ['status', '/status/'],
  ] as const),
] as const

/** The whole document around a page. */
export function layout(scene: Scene, { heading, headingIn, body, trail = [], feed }: Page): Html {
  const { say, link, file, path, query, language, library } = scene
  const other = sceneOf(library, { ...scene, language: otherLanguage(scene) })
  // relative to this page, not to the other one
  const translated = file(language === 'zh' ? `/en${path}` : path) + query
  return html`<!doctype html>
    <html lang="${languageTags[language]}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${path === '/' ? '' : `${heading} · `}${say('title')}</title>
        <link rel="icon" type="image/svg+xml" href="${file('/icon.svg')}" />
        <link rel="stylesheet" href="${file('/explorer.css')}" />
        ${feed === undefined ? '' : feedDiscovery(scene, feed, heading)}
      </head>
      <body>
        <a class="skip" href="#content">${say('skip')}</a>
        ${library.kind === 'replica' ? html`<aside class="replica">${say('replica')}</aside>` : ''}
        <header class="top">
          <a class="brand" href="${link('/')}"
            ><strong>${say('title')}</strong> <span>${say('subtitle')}</span></a
          >
          <nav aria-label="${say('menu')}">
            <ul>
              ${menu.map(
                ([key, to]) =>
                  html`<li>
                    <a href="${link(to)}" ${path.startsWith(to) ? raw('aria-current="page"') : ''}
                      >${say(key)}</a
                    >
                  </li>`,
              )}
              <li>
                <a href="${translated}" lang="${languageTags[other.language]}"
                  >${labels.otherLanguage[language]}</a
                >
              </li>
            </ul>
          </nav>
        </header>
        <main id="content">
          ${
            trail.length === 0
              ? ''
              : html`<p class="trail">
                  ${trail.map(({ name, path: to }) => html`<a href="${link(to)}">${name}</a> <span aria-hidden="true">›</span> `)}
                </p>`
          }
          <h1 ${headingIn === 'zh' ? raw('lang="zh-CN"') : ''}>${heading}</h1>
          ${feed === undefined ? '' : feedLinks(scene, feed)} ${body}
        </main>
        <footer>${say('footer')}</footer>
      </body>
    </html>`
}
