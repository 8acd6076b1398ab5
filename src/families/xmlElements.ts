/** An element (元素) of an interface's XML, with what stands in it. */
export interface XmlElement {
  /** Where it begins in the text. */
  readonly at: number
  /** The text between its tags; of a CDATA section what that holds. */
  readonly content: string
}

/**
 * Every element of this name that is closed, in order; nested ones are not looked for. One pass: each tag is looked for from the
 * end of the last, because a pattern over the whole element takes time by the square where hosts leave out the ends.
 */
export function* xmlElements(text: string, name: string): Generator<XmlElement> {
  const begin = new RegExp(`<${name}(?:\\s[^>]*)?>`, 'giu')
  const end = new RegExp(`</${name}>`, 'giu')
  for (let open = begin.exec(text); open !== null; open = begin.exec(text)) {
    end.lastIndex = begin.lastIndex
    const close = end.exec(text)
    if (close === null) return
    yield { at: open.index, content: withoutCdata(text.slice(begin.lastIndex, close.index)) }
    begin.lastIndex = end.lastIndex
  }
}

function withoutCdata(content: string): string {
  const trimmed = content.trim()
  const isSection = trimmed.startsWith('<![CDATA[') && trimmed.endsWith(']]>')
  return isSection ? trimmed.slice('<![CDATA['.length, -']]>'.length) : trimmed
}
