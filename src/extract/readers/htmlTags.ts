import { Tokenizer } from 'htmlparser2'

/** The attributes that the reader or a style sheet of the page asks for, by lower-cased name. */
export type Attributes = ReadonlyMap<string, string>

/** Who listens to the tags of a page, in the order of the page. Names are in lower case, entities are decoded. */
export interface TagListener {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text(text: string): void
}

const wanted = new Set([
  ...['style', 'hidden', 'color', 'class', 'id', 'rowspan', 'colspan', 'name', 'property', 'content'],
  ...['type', 'value', 'width', 'height', 'href', 'open', 'popover'],
])
const none: Attributes = new Map()

/**
 * Walks the tags of a page without building a tree. htmlparser2's tokenizer knows comments, conditional comments, raw text
 * and entities; its parser is left out, because it lets a stray `</div>` in a cell close the whole table, which no browser does.
 * Attributes are kept that the reader needs and those in `asked`; a page has many more.
 */
export function walkTags(
  html: string,
  listener: TagListener,
  asked: ReadonlySet<string> = new Set<string>(),
): void {
  let name = ''
  let attribute: string | null = null
  let value = ''
  let attributes = new Map<string, string>()

  const opened = (): void => {
    listener.open(name, attributes.size > 0 ? attributes : none)
    if (attributes.size > 0) attributes = new Map()
  }
  const ignore = (): void => undefined

  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase()
      },
      onattribname(start, end) {
        const found = html.slice(start, end).toLowerCase()
        attribute = wanted.has(found) || asked.has(found) ? found : null
        value = ''
      },
      onattribdata(start, end) {
        if (attribute !== null) value += html.slice(start, end)
      },
      onattribentity(codePoint) {
        if (attribute !== null) value += String.fromCodePoint(codePoint)
      },
      onattribend() {
        // The first of two equal attributes counts (HTML standard, 13.2.5.33).
        if (attribute !== null && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag(start, end) {
        listener.close(html.slice(start, end).toLowerCase())
      },
      ontext(start, end) {
        listener.text(html.slice(start, end))
      },
      ontextentity(codePoint) {
        listener.text(String.fromCodePoint(codePoint))
      },
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}
