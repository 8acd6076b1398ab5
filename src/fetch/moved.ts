import type { Hop } from '../model/exchange.ts'
import { decode } from '../model/decodeText.ts'
import type { Fault } from './answer.ts'
import type { Visible } from './visibleText.ts'
import { movedWords } from './wording.ts'

/**
 * The fault of a redirect that tells where the host has gone: permanent (301, 308), to another host, and of the whole host.
 * One article that redirects to an article elsewhere says nothing of the host; the same path there, or its front page, does.
 */
export function movedBy(
  hop: Hop | undefined,
  to: URL,
  { expect, hosts }: { readonly expect: string; readonly hosts: readonly string[] },
): Fault | null {
  if (hop === undefined || (hop.status !== 301 && hop.status !== 308)) return null
  const from = new URL(hop.url)
  if (from.host === to.host) return null
  return expect === 'listing' || isWhole(from, to)
    ? moved(`${from.host} redirects for good (${hop.status}) to ${to.host}`, to.host, hosts)
    : null
}

/** Whether all of a host seems to be elsewhere, and not only one of its pages. */
function isWhole(from: URL, to: URL): boolean {
  return to.pathname === from.pathname || to.pathname === '/'
}

/** Where a page sends its reader: in a link, at once (meta refresh, script), or in words. Hosts of the stored bytes are ASCII. */
const addresses =
  /(?:href\s*=|\burl\s*=|location[\w.]*\s*[=(])\s*["'(]*\s*((?:https?:)?\/\/[^\s"'<>)]+)|(https?:\/\/[\w.-]+)/giu
/** What sends the reader away by itself. */
const sending =
  /http-equiv\s*=\s*["']?refresh|\blocation(?:\.href)?\s*=|\blocation\.(?:replace|assign)\s*\(/iu

/**
 * The fault of a page with little to read that says that the site has moved (网站已迁移), or that shows nothing and sends its
 * reader to another host; null for any other.
 */
export function movedNotice(body: Uint8Array, { title, text }: Visible, answered: URL): Fault | null {
  const { text: source } = decode(body)
  const says = movedWords.test(`${title} ${text}`)
  if (!says && !(text.length < 20 && sending.test(source))) return null
  const to = [...source.matchAll(addresses)]
    .flatMap(([, sent, said]) => URL.parse(sent ?? said ?? '', answered.href) ?? [])
    .find(
      (url) =>
        /^https?:$/u.test(url.protocol) && url.host !== answered.host && (says || isWhole(answered, url)),
    )
  if (to !== undefined) {
    return moved(`${answered.host} says that it moved to ${to.host}`, to.host, [answered.host])
  }
  return says ? { code: 'host-moved', message: `${answered.host} says that it moved, and not where` } : null
}

function moved(what: string, to: string, hosts: readonly string[]): Fault {
  const line = [to, ...hosts].map((host) => `'${host}'`).join(', ')
  return {
    code: 'host-moved',
    message: `${what}: look at it, and if it is the same body's, write hosts: [${line}] and its addresses in the site file`,
  }
}
