import { readFileSync } from 'node:fs'
import { Hono, type Context } from 'hono'
import { etag } from 'hono/etag'
import { html } from './html.ts'
import type { Library } from '../../model/library.ts'
import type { Downloads } from '../../model/download.ts'
import { decodedPath } from './decodedPath.ts'
import { downloadFiles } from './downloads/downloadFiles.ts'
import { feedFiles } from './feedFiles.ts'
import { languages, type Language } from './language.ts'
import { listFiles } from './lists/listFiles.ts'
import { layout, type Page } from './layout.ts'
import { originalFiles } from './originalFiles.ts'
import type { Asks } from './asks.ts'
import { pages } from './pages.ts'
import { safetyHeaders } from './policy.ts'
import { sceneOf, type Scene } from './scene.ts'

export interface ExplorerOptions {
  readonly library: Library
  /** Written as files: no page may need a server. */
  readonly isStatic: boolean
  /** Where it is to be found, with a slash at its end; null: as it is asked by, or not known for files. */
  readonly base?: string | null
  /** By which names of a host it may be called; null: by any. */
  readonly hosts?: ((name: string) => boolean) | null
  /** Makes files of every format; null where nobody does: files, and servers of tests. */
  readonly downloads?: Downloads | null
  /** Hears of what nobody foresaw; the reader is told only that it happened. */
  readonly failed: (error: unknown) => void
  /** Takes the text of each page, and the answer has none: a `Response` copies a page four times before it gives its bytes. */
  readonly take?: (page: string) => void
}

const style = readFileSync(new URL('./explorer.css', import.meta.url), 'utf8')

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b57a4"/><path d="M4 4h8v8H4zM4 7h8M7 4v8" fill="none" stroke="#fff"/></svg>'

/** The application: every address of the explorer, in each language; answers GET and HEAD, and writes nothing. */
export function explorer(options: ExplorerOptions): Hono {
  const { library, isStatic, failed, base = null, hosts = null, downloads = null, take } = options
  const shown = async (context: Context, scene: Scene, page: Page): Promise<Response> => {
    const text = String(await layout(scene, page))
    take?.(text)
    return take === undefined
      ? context.html(text, page.status ?? 200)
      : new Response(null, { status: page.status ?? 200 })
  }
  const app = new Hono()
  // Files have none.
  if (!isStatic)
    app.use(async (context, next) => {
      await next()
      for (const [name, value] of Object.entries(safetyHeaders))
        if (!context.res.headers.has(name)) context.res.headers.set(name, value)
    })
  const refused = (context: Context, status: 405 | 421) => {
    const at = scene(context)
    const note = at.say(status === 405 ? 'onlyRead' : 'otherName')
    return shown(context, at, { heading: at.say('failed'), body: html`<p>${note}</p>`, status })
  }
  app.use(async (context, next) => {
    if (hosts?.(new URL(context.req.url).hostname) === false) return refused(context, 421)
    if (!['GET', 'HEAD'].includes(context.req.method)) {
      context.header('Allow', 'GET, HEAD')
      return refused(context, 405)
    }
    return next()
  })
  if (!isStatic) {
    app.use(etag())
    // What is withheld from now on is shown by no cache.
    app.use(async (context, next) => {
      await next()
      context.res.headers.set('Cache-Control', 'no-cache')
    })
  }
  // A document in a sandbox is of no origin, and wants its style all the same.
  const ours = (type: string) => ({ 'Content-Type': type, 'Cross-Origin-Resource-Policy': 'cross-origin' })
  app.get('/explorer.css', (context) => context.body(style, 200, ours('text/css; charset=utf-8')))
  app.get('/icon.svg', (context) => context.body(icon, 200, ours('image/svg+xml')))
  originalFiles(app, library)
  listFiles(app, library)
  feedFiles(app, { library, isStatic, base })
  for (const language of languages) {
    const base = language === 'zh' ? '' : `/${language}`
    for (const { address, make } of pages) {
      app.get(base + address, async (context) => {
        await library.refresh()
        const scene = sceneAt(context, { library, isStatic, language })
        const page = await make(scene, asksOf(context))
        if (page?.elsewhere !== undefined) return context.redirect(scene.link(page.elsewhere), 302)
        return page === null ? context.notFound() : shown(context, scene, page)
      })
    }
  }
  const scene = (context: Context): Scene => {
    const language = context.req.path.startsWith('/en/') ? 'en' : 'zh'
    return sceneAt(context, { library, isStatic, language })
  }
  if (downloads !== null)
    downloadFiles(app, {
      ...{ library, downloads },
      shown(context, make) {
        const at = scene(context)
        return shown(context, at, make(at))
      },
    })
  app.notFound((context) => {
    const { pathname, search } = new URL(context.req.url)
    // As it was asked, percent-encoded: decoded it may hold what no header may.
    const [last = ''] = /(?<=\/)[^/.]+$/u.exec(pathname) ?? []
    // Relative, so that it holds below any path and behind any proxy.
    if (last !== '') return context.redirect(`./${last}/${search}`, 301)
    const at = scene(context)
    return shown(context, at, {
      heading: at.say('notFound'),
      body: html`<p>${at.say('notFoundNote')}</p>`,
      status: 404,
    })
  })
  app.onError((error, context) => {
    failed(error)
    const at = scene(context)
    return shown(context, at, { heading: at.say('failed'), body: html``, status: 500 })
  })
  return app
}

const asksOf = (context: Context): Asks => ({
  part: (name) => context.req.param(name) ?? '',
  query: (name) => context.req.query(name) ?? '',
})

function sceneAt(
  context: Context,
  { library, isStatic, language }: { library: Library; isStatic: boolean; language: Language },
): Scene {
  const path = decodedPath(context.req.path)
  return sceneOf(library, {
    language,
    isStatic,
    path: language === 'zh' ? path : path.slice(language.length + 1),
    query: isStatic ? '' : new URL(context.req.url).search,
  })
}
