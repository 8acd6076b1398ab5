import { resolveLink } from '../families/links.ts'
import { headingsIn } from '../model/reportHeadings.ts'

const PAGE = /\.(?:s?html?|xhtml)$/iu
/** What frames hold besides articles: the parts of a site's own frame, and what others put into it. */
const PART =
  /(?:^|[^a-z])(?:i?frame_?)?(?:top|head(?:er)?|foot(?:er)?|nav|menu|left|right|bottom|share|weather|tianqi|search|count(?:er)?|tongji|stat|banner|login|links?|comment|map|tools?|video|vote|survey|viewer|list|index|default)\d*(?:[^a-z]|$)/iu
/** Pixels of a frame that a reader could read a report in. */
const READABLE = 200

/** Whether a page may hold its report in a frame: it has frames, and the chapters of none in its own text. */
export const mayFrameReport = (source: string): boolean =>
  /<i?frame\b/iu.test(source) && headingsIn(source) < 2

/**
 * The page in a frame (内嵌页) of an article, whose text it may be; null for any other frame: one of another host, too small to
 * read in, or named as a part of the site.
 */
export function framedPage(
  { name, attribs }: { readonly name: string; readonly attribs: Readonly<Record<string, string>> },
  base: string,
): string | null {
  const { src = '', id = '', name: title = '', class: classes = '', width, height, style = '' } = attribs
  const address = name === 'iframe' || name === 'frame' ? resolveLink(src, base) : null
  if (address === null) return null
  const url = new URL(address)
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  const isArticle =
    PAGE.test(url.pathname) &&
    hostOf(url) === hostOf(new URL(base)) &&
    url.pathname !== new URL(base).pathname &&
    ![last, id, title, classes].some((each) => PART.test(each))
  const isShown =
    !/display\s*:\s*none|visibility\s*:\s*hidden/iu.test(style) && [width, height].every(isReadable)
  return isArticle && isShown ? address : null
}

const hostOf = ({ host }: URL): string => host.replace(/^www\./u, '')

/** Percentages and what a style sheet says are not known. */
const isReadable = (size: string | undefined): boolean =>
  size === undefined || !/^\d+(?:px)?$/u.test(size.trim()) || Number.parseInt(size, 10) >= READABLE
