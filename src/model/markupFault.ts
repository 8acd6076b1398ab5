import { Parser } from 'htmlparser2'
import { NianbaoError } from '../errors.ts'

/** Tags of a page beyond every list and report seen; a tree of them would take half a gigabyte. */
const mostTags = 600_000
/** Chromium and Firefox nest 512 elements and put what is deeper beside them. */
const deepest = 1000

/**
 * Why a page is not made a tree of (标记过多), or null. Trees cost memory for every tag and time for every level, and walking one that is
 * too deep ends the program; a host may send either, on purpose or by a loop in its template.
 */
export function markupFault(html: string): NianbaoError | null {
  const { tags, nesting } = upperBounds(html)
  if (tags > mostTags) return fault(`it has ${tags} tags, and no list or report has ${mostTags}`)
  return nesting > deepest && isDeep(html) ? fault(`it nests more than ${deepest} elements`) : null
}

const fault = (message: string): NianbaoError =>
  new NianbaoError('too-large', `a page beyond reason: ${message}`)

/** Counted without reading names: elements that are never closed, as `<br>`, count as nesting too. */
function upperBounds(html: string): { readonly tags: number; readonly nesting: number } {
  let tags = 0
  let open = 0
  let nesting = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    tags += 1
    open += html[at + 1] === '/' ? -1 : 1
    if (open > nesting) nesting = open
  }
  return { tags, nesting }
}

/** Whether the tree would really be so deep; reading ends there, because every level more costs time. */
function isDeep(html: string): boolean {
  const depth = { now: 0, most: 0 }
  const parser = new Parser({
    onopentagname() {
      depth.now += 1
      depth.most = Math.max(depth.most, depth.now)
    },
    onclosetag() {
      depth.now -= 1
    },
  })
  for (let at = 0; at < html.length && depth.most <= deepest; at += piece)
    parser.write(html.slice(at, at + piece))
  return depth.most > deepest
}

const piece = 16_384
