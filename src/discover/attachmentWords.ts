/** A node of a page's tree, as far as its words are concerned. */
interface Node {
  readonly data?: string
  readonly next?: Node | null
  readonly firstChild?: Node | null
  readonly name?: string
}

/** More than any name of a file has; an element with more is a box around other things. */
const MOST_CHARACTERS = 500
const MOST_NODES = 500

/**
 * The first words (文字) within an element: a page can put a click around a click around all it prints, so that reading every element
 * to its end takes time without end.
 */
export function textOf(element: Node): string {
  const waiting = [element.firstChild ?? null]
  let text = ''
  for (let nodes = 0; waiting.length > 0 && nodes < MOST_NODES && text.length < MOST_CHARACTERS; nodes += 1) {
    const node = waiting.pop() ?? null
    if (node === null) continue
    waiting.push(node.next ?? null)
    if (node.name === undefined) text += node.data ?? ''
    else if (node.name !== 'script' && node.name !== 'style') waiting.push(node.firstChild ?? null)
  }
  return text.slice(0, MOST_CHARACTERS)
}
