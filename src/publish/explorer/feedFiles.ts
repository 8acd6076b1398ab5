import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Library } from '../../model/library.ts'
import type { NewsScope } from '../../model/news.ts'
import { atomFeed, type Refer } from './atomFeed.ts'
import { decodedPath } from './decodedPath.ts'
import { feedOf } from './feed.ts'
import { jsonFeed } from './jsonFeed.ts'
import { languages, type Language } from './language.ts'
import { sceneOf } from './scene.ts'

/** How feeds name addresses: `base` ends in a slash; null where it is not known, as for files whose host nobody named. */
export interface FeedOptions {
  readonly library: Library
  readonly isStatic: boolean
  readonly base: string | null
}

const Parts = z.union([
  z.tuple([z.literal('all')]).transform((): NewsScope => ({ kind: 'all' })),
  z
    .tuple([z.literal('region'), z.string().regex(/^\d{2,9}$/u)])
    .transform(([, code]): NewsScope => ({ kind: 'region', code })),
  z
    .tuple([z.literal('unit'), z.string().regex(/^\d{2,9}(?:\/[^/]{1,200})?$/u)])
    .transform(([, path]): NewsScope => ({ kind: 'unit', path })),
])

/** Adds the feeds (docs/decisions/0057): `/feeds/all.xml`, `/feeds/region/33.json`, `/feeds/unit/330105001.xml`; in English below `/en/`, as pages. */
export function feedFiles(app: Hono, options: FeedOptions): void {
  for (const language of languages) feedsIn(app, options, language)
}

function feedsIn(app: Hono, options: FeedOptions, language: Language): void {
  const root = language === 'zh' ? '' : `/${language}`
  app.get(`${root}/feeds/*`, async (context) => {
    const { library, isStatic } = options
    await library.refresh()
    const self = decodedPath(context.req.path)
    const path = self.slice(root.length)
    const asked = askedFor(path)
    const found = asked === null ? null : await foundOf(library, asked.scope)
    if (asked === null || found === null) return context.notFound()
    const scene = sceneOf(library, { language, path, isStatic })
    const feed = await feedOf(scene, { scope: asked.scope, ...found })
    const base = options.base ?? (isStatic ? null : new URL('/', context.req.url).href)
    const absolute: Refer | null =
      base === null ? null : (to) => new URL(scene.file(to), new URL(self.slice(1), base)).href
    const [type, text] =
      asked.format === 'xml'
        ? ['application/atom+xml', atomFeed(scene, feed, self, absolute ?? scene.file)]
        : ['application/feed+json', jsonFeed(feed, self, absolute)]
    return answer(context, `${type}; charset=utf-8`, text)
  })
}

const answer = (context: Context, type: string, text: string): Response =>
  context.body(text, 200, { 'Content-Type': type })

function askedFor(path: string): { readonly scope: NewsScope; readonly format: 'xml' | 'json' } | null {
  const [, stem = '', format] = /^\/feeds\/(.+)\.(xml|json)$/u.exec(path) ?? []
  const slash = stem.indexOf('/')
  const parts = Parts.safeParse(slash < 0 ? [stem] : [stem.slice(0, slash), stem.slice(slash + 1)])
  return parts.success ? { scope: parts.data, format: format === 'xml' ? 'xml' : 'json' } : null
}

/** Null for a region or unit of which nothing is archived. */
async function foundOf(library: Library, scope: NewsScope) {
  const name = await nameOf(library, scope)
  return name === undefined ? null : { name, news: await library.news(scope) }
}

async function nameOf(library: Library, scope: NewsScope): Promise<string | null | undefined> {
  switch (scope.kind) {
    case 'all':
      return null
    case 'region':
      return (await library.region(scope.code))?.name
    case 'unit':
      return (await library.unit(scope.path)).at(-1)?.report.unit.name
  }
}
