import type { Json } from './json.ts'
import { assignedObjects, isObject, scriptsOf, type JsonObject } from './scripts.ts'

/** The body (正文) of an article that its page holds in a script alone, for another script to print. */
export interface ScriptBody {
  readonly html: string
  /** The object that holds it: title, publisher, files beside it, as the vendor names them. */
  readonly facts: JsonObject
}

/** Something of this stands in every page that keeps a body so; most pages need not be searched to know that they do not. */
const TRACE = /\bcontent["']?\s*:\s*["'`]/u
const MARKUP = /<(?:p|div|table|tbody|section|span|br|h[1-6]|ul|ol|img|a|iframe)\b[^<>]*>/iu
/** `_CONFIG.DETAIL.content` lies one level down; a store of a framework keeps its article a few. */
const DEEPEST = 4

/**
 * The one body that the scripts of a page hold: a string `content` with markup in it, in an object that a script assigns
 * (`window._CONFIG = {DETAIL: {content: '…'}}`, Guangdong's gkmlpt). Members of lists do not count: they are of other articles.
 * Null where there is none, or more than one.
 */
export function scriptBody(html: string): ScriptBody | null {
  if (!TRACE.test(html)) return null
  const bodies = scriptsOf(html)
    .filter((script) => TRACE.test(script))
    .flatMap(assignedObjects)
    .flatMap(({ value }) => bodiesIn(value, 0))
  const [only] = bodies
  return only !== undefined && bodies.every((body) => body.html === only.html) ? only : null
}

function bodiesIn(value: Json, depth: number): readonly ScriptBody[] {
  if (!isObject(value) || depth > DEEPEST) return []
  const own = value['content']
  const here = typeof own === 'string' && MARKUP.test(own) ? [{ html: own, facts: value }] : []
  return [...here, ...Object.values(value).flatMap((member) => bodiesIn(member, depth + 1))]
}
