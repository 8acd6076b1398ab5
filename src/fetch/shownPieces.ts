/** Elements whose content is never shown as it stands. A `<noscript>` is for readers that run no scripts, which we are not judged as. */
const unshown = /^(?:script|style|title|noscript|template)$/iu
/** They have no content, so nothing inside them could be hidden; and `body` is hidden by pages that show it later. */
const neverHides = /^(?:html|body|input|img|br|hr|meta|link|area|col|embed|source|param|wbr)$/iu
/** An element of these ends where the next of its name begins (HTML §13.1.2.4, optional tags). */
const endsAtNext = /^(?:p|li|dt|dd|tr|td|th|option)$/iu

/**
 * The pieces of an HTML source that a reader is shown, in order: runs of text, and opening tags (which begin with `<`). Left
 * out are comments, scripts and the like, templates, and what a tag hides: `hidden`, `display:none`, `visibility:hidden`
 * written in it. What style sheets hide is not known. Reads the source once, and no further than it is asked.
 */
export function* shownPieces(source: string): Generator<string> {
  let hiding: { readonly name: string; readonly depth: number } | null = null
  for (let at = 0; at < source.length;) {
    const open = source.indexOf('<', at)
    const textEnd = open === -1 ? source.length : open
    if (textEnd > at && hiding === null) yield source.slice(at, textEnd)
    if (open === -1) return
    const { name, closes, end } = markupAt(source, open)
    const tag = source.slice(open, end)
    at = end
    if (name === '') continue
    if (unshown.test(name) && !closes) at = after(source, new RegExp(`</${name}\\s*>`, 'giu'), end)
    else if (hiding !== null) hiding = stillHiding(hiding, name, closes)
    else if (!closes && hides(name, tag)) hiding = { name, depth: 1 }
    else if (!closes) yield tag
  }
}

/** What opens at `open`: the name of a tag, in lower case and empty for comments and declarations, and where it ends. */
function markupAt(
  source: string,
  open: number,
): { readonly name: string; readonly closes: boolean; readonly end: number } {
  if (source.startsWith('<!--', open)) return { name: '', closes: false, end: after(source, /-->/gu, open) }
  const [, slash = '', name = ''] = /^<(\/?)([a-z][a-z\d:-]*)/iu.exec(source.slice(open, open + 40)) ?? []
  return { name: name.toLowerCase(), closes: slash !== '', end: after(source, />/gu, open) }
}

function stillHiding(
  { name, depth }: { readonly name: string; readonly depth: number },
  met: string,
  closes: boolean,
): { readonly name: string; readonly depth: number } | null {
  if (met !== name) return { name, depth }
  if (endsAtNext.test(name)) return null
  const left = depth + (closes ? -1 : 1)
  return left === 0 ? null : { name, depth: left }
}

function hides(name: string, tag: string): boolean {
  if (neverHides.test(name)) return false
  if (/\sstyle\s*=\s*["']?[^"'>]*(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(tag)) return true
  return /\shidden(?=[\s/>=])/iu.test(tag.replace(/"[^"]*"|'[^']*'/gu, '""'))
}

function after(source: string, mark: RegExp, from: number): number {
  mark.lastIndex = from
  return mark.test(source) ? mark.lastIndex : source.length
}
