import { execFileSync } from 'node:child_process'

/** An element of XML as expat reads it: names with their namespace in braces. */
export interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly Element[]
}

const program = `
import json, sys, xml.etree.ElementTree as tree
def told(node):
    return {'tag': node.tag, 'attributes': node.attrib, 'text': node.text or '', 'children': [told(each) for each in node]}
print(json.dumps(told(tree.fromstring(sys.stdin.buffer.read()))))
`

/** Reads XML by a parser that shares no line with us and forgives nothing. Throws for what is not well-formed. */
export function strictXml(bytes: Uint8Array): Element {
  const json = execFileSync('python3', ['-c', program], { input: bytes, maxBuffer: 1 << 26, stdio: 'pipe' })
  return JSON.parse(json.toString('utf8')) as Element
}

const atom = (name: string): string => `{http://www.w3.org/2005/Atom}${name}`
const all = (element: Element, name: string): readonly Element[] =>
  element.children.filter(({ tag }) => tag === atom(name))
const one = (element: Element, name: string): string => {
  const [first, ...more] = all(element, name)
  if (first === undefined || more.length > 0) throw new Error(`${element.tag} has not exactly one ${name}`)
  return first.text
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u
const known = {
  feed: ['id', 'title', 'subtitle', 'updated', 'author', 'link', 'entry'],
  entry: ['id', 'title', 'updated', 'link', 'category', 'content'],
}

export interface AtomFeed {
  readonly id: string
  readonly title: string
  readonly updated: string
  readonly self: string
  readonly alternate: string
  readonly entries: readonly {
    readonly id: string
    readonly title: string
    readonly updated: string
    readonly link: string
    readonly kind: string
    readonly html: string
  }[]
}

/** Reads an Atom feed and holds it against what RFC 4287 demands (§4.1.1, §4.1.2, §4.2.7). Throws where it is none. */
export function strictAtom(bytes: Uint8Array): AtomFeed {
  const feed = strictXml(bytes)
  if (feed.tag !== atom('feed')) throw new Error(`${feed.tag} is no feed`)
  onlyKnown(feed, known.feed)
  const entries = all(feed, 'entry').map((entry) => {
    onlyKnown(entry, known.entry)
    const content = entry.children.find(({ tag }) => tag === atom('content'))
    if (content?.attributes['type'] !== 'html' || content.children.length > 0)
      throw new Error('content of type html is text')
    return {
      ...headOf(entry),
      link: linkOf(entry, 'alternate'),
      kind: all(entry, 'category')[0]?.attributes['term'] ?? '',
      html: content.text,
    }
  })
  if (new Set(entries.map(({ id }) => id)).size < entries.length) throw new Error('two entries have one id')
  const [author] = all(feed, 'author')
  if (author === undefined || one(author, 'name') === '') throw new Error('nobody is its author')
  return { ...headOf(feed), self: linkOf(feed, 'self'), alternate: linkOf(feed, 'alternate'), entries }
}

function onlyKnown(element: Element, names: readonly string[]): void {
  const strange = element.children.find(({ tag }) => !names.map(atom).includes(tag))
  if (strange !== undefined) throw new Error(`${strange.tag} does not belong there`)
}

function headOf(element: Element) {
  const [id, title, updated] = [one(element, 'id'), one(element, 'title'), one(element, 'updated')]
  if (!/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id)) throw new Error(`${id} is no IRI`)
  if (!moment.test(updated)) throw new Error(`${updated} is no time of RFC 3339`)
  return { id, title, updated }
}

function linkOf(element: Element, rel: string): string {
  const links = all(element, 'link').filter(({ attributes }) => attributes['rel'] === rel)
  if (links.length !== 1) throw new Error(`${element.tag} has ${links.length} links ${rel}`)
  return links[0]?.attributes['href'] ?? ''
}
