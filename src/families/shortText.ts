import type { CheerioAPI } from 'cheerio/slim'
import { fold } from './links.ts'

type Element = ReturnType<CheerioAPI>

/** The words in a box, folded; null where they are more than `most` characters: then no more of them is read. */
export function shortText(box: Element, most: number): string | null {
  const [top] = box.get()
  if (top === undefined || !('firstChild' in top)) return ''
  const waiting = [top.firstChild]
  let [text, nodes] = ['', 0]
  while (waiting.length > 0) {
    const node = waiting.pop() ?? null
    if (node === null) continue
    nodes += 1
    if ('data' in node && node.nodeType === TEXT) text += ` ${node.data.trim()}`
    if (text.length > most * 2 || nodes > most * 2) return null
    waiting.push(node.next)
    if ('firstChild' in node) waiting.push(node.firstChild)
  }
  const folded = fold(text.length > most ? text.replace(/\s+/gu, ' ') : text)
  return folded.length > most ? null : folded
}

const TEXT = 3
