import type { html } from 'hono/html'
import type { Library } from '../../model/library.ts'
import { labels, type LabelKey } from './labels.ts'
import type { Language } from './language.ts'

/** Escaped HTML. */
export type Html = ReturnType<typeof html>

/** Where a page is shown (场景): its language and address, and what it may ask. */
export interface Scene {
  readonly library: Library
  readonly language: Language
  /** Address without the language, decoded: `/`, `/report/330105001/2022/`. */
  readonly path: string
  /** What the address asks for, with its question mark; empty where it asks for nothing. */
  readonly query: string
  /** Written as files: nothing may need a server. */
  readonly isStatic: boolean
  /** A label in the language of the page. */
  readonly say: (key: LabelKey) => string
  /** The relative link to a page of the same language; `path` is decoded, absolute, and may end in a query or fragment. */
  readonly link: (path: string) => string
  /** The relative link to a file that has no language. */
  readonly file: (path: string) => string
}

export function sceneOf(
  library: Library,
  {
    language,
    path,
    isStatic,
    query = '',
  }: Pick<Scene, 'language' | 'path' | 'isStatic'> & Partial<Pick<Scene, 'query'>>,
): Scene {
  const depth = path.split('/').length - 2 + (language === 'zh' ? 0 : 1)
  const up = depth === 0 ? './' : '../'.repeat(depth)
  // A page of figures links the same few pages thousands of times.
  const encoded = new Map<string, string>()
  const file = (to: string): string => {
    const end = endOfPath(to)
    const target = to.slice(1, end)
    const known = encoded.get(target)
    if (known !== undefined) return known + to.slice(end)
    const written = up + encodePath(target)
    encoded.set(target, written)
    return written + to.slice(end)
  }
  return {
    ...{ library, language, path, query, isStatic, file },
    say: (key) => labels[key][language],
    link: (to) => file(language === 'zh' ? to : `/${language}${to}`),
  }
}

/** Where the query or the fragment of an address begins. */
function endOfPath(address: string): number {
  const fragment = address.indexOf('#')
  const query = address.indexOf('?')
  if (query >= 0 && (fragment < 0 || query < fragment)) return query
  return fragment >= 0 ? fragment : address.length
}

/** Segments of the path percent-encoded. */
const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** The page in the other language, or null where there is none. */
export const otherLanguage = ({ language }: Scene): Language => (language === 'zh' ? 'en' : 'zh')
