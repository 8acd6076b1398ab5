import type { HtmlFlow } from './htmlFlow.ts'
import { isTablePart } from './htmlHidden.ts'
import { plain, together, type Look } from './htmlStyle.ts'

interface OpenLook {
  readonly name: string
  readonly look: Look
  /** The cell or page in which the element stands; null for a row or table, whose look its cells share. */
  readonly flow: HtmlFlow | null
  /** Elements of the same name inside it that are open and have no look of their own. */
  inner: number
}

/** Where a row or a group begins or ends, the one before it has ended, with or without an end tag. */
const ends: Readonly<Record<string, readonly string[]>> = {
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tbody: ['tbody', 'thead', 'tfoot', 'tr', 'td', 'th'],
  thead: ['tbody', 'thead', 'tfoot', 'tr', 'td', 'th'],
  tfoot: ['tbody', 'thead', 'tfoot', 'tr', 'td', 'th'],
  table: ['table', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th'],
}

/** Looks in each other, more than any page has. */
const deepest = 200
/** Of words inside more looks than are kept. */
const tooDeep: Look = { unsure: 'all' }

/** The looks of the elements around the words at hand (样式叠加), innermost last. */
export class HtmlOpenLooks {
  private readonly open: OpenLook[] = []
  private readonly joined = new Map<Look, Map<Look, Look>>()
  private full = false
  /** What `at` gave last, as long as nothing begins or ends. */
  private known: { readonly flow: HtmlFlow; readonly look: Look | null } | null = null

  /**
   * An element begins whose words go to `flow`; `look` is empty for most, which then cost nothing. Once more looks are open than
   * are kept, it is not known any more where each ends: the digits of the rest of the page are in doubt.
   */
  begin(name: string, look: Look, flow: HtmlFlow): void {
    if (name !== 'table' && isTablePart(name)) this.endParts(name)
    if (look === plain || Object.keys(look).length === 0) {
      const same = this.open.findLast((one) => one.name === name)
      if (same) same.inner += 1
      return
    }
    const own = name === 'td' || name === 'th' || !(isTablePart(name) || name === 'table')
    const top = this.open.at(-1)
    const around = own ? flow : null
    if (top?.name === name && top.flow === around && isSame(top.look, look) && mayBeOne(name, look)) {
      top.inner += 1
      return
    }
    this.known = null
    if (this.open.length < deepest) this.open.push({ name, look, flow: around, inner: 0 })
    else this.full = true
  }

  /** The look of the element that ends with this tag; null for one without. */
  end(name: string): Look | null {
    if (this.open.length === 0) return null
    if (isTablePart(name) || name === 'table') {
      this.endParts(name)
      return null
    }
    const at = this.open.findLastIndex((one) => one.name === name)
    const found = this.open[at]
    if (found === undefined) return null
    if (found.inner > 0) {
      found.inner -= 1
      return null
    }
    this.open.splice(at, 1)
    this.known = null
    return found.look
  }

  /** The look of words in `flow`: what is around them in the same cell, and of the rows and tables around that. */
  at(flow: HtmlFlow): Look | null {
    if (this.known?.flow === flow) return this.known.look
    let all: Look | null = this.full ? tooDeep : null
    for (const one of this.open)
      if (one.flow === null || one.flow === flow) all = all === null ? one.look : this.both(all, one.look)
    this.known = { flow, look: all }
    return all
  }

  /** A page has few looks, and puts the same ones into each other in every cell. */
  private both(outer: Look, inner: Look): Look {
    const inside = this.joined.get(outer) ?? new Map<Look, Look>()
    const known = inside.get(inner)
    if (known !== undefined) return known
    const look = together([outer, inner])
    inside.set(inner, look)
    this.joined.set(outer, inside)
    return look
  }

  private endParts(name: string): void {
    const ended = ends[name] ?? []
    for (let at = this.open.length - 1; at >= 0; at -= 1) {
      if (ended.includes(this.open[at]?.name ?? '')) {
        this.open.splice(at, 1)
        this.known = null
      }
    }
  }
}

/**
 * Elements of one name and look that stand in each other are as one, unless the end of each counts: a page that closes none of
 * its links has thousands.
 */
const mayBeOne = (name: string, { line, apart }: Look): boolean =>
  name !== 'table' && !isTablePart(name) && line !== true && apart !== true

const isSame = (one: Look, other: Look): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)
