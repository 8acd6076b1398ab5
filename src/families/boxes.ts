/** What wraps a link: an element, or the document, which has no name. */
interface Wrapper {
  readonly parent: Wrapper | null
  readonly name?: string
  readonly attribs?: Readonly<Record<string, string>>
}
const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'table'])
const ROWS: ReadonlySet<string> = new Set(['li', 'tr', 'dd', 'dt'])

/** Where an element stands in a page, in numbers that mean something in that page alone. */
export interface Place {
  /** The list or table, or the boxes of the same make, that it stands in. */
  readonly box: number
  /** The same for all that is wrapped by elements of the same names in this order below the box. */
  readonly wrap: number
  /** The row (li, tr, dd, dt) or, outside of lists, the element that it stands in. */
  readonly row: number
}

interface Box extends Place {
  readonly isList: boolean
}

/**
 * Places by innermost element: a list is a box of its own with all in it; elsewhere rows that are wrapped
 * alike, up to the root, stand in one. Every element is looked at once, however many links it holds.
 */
export function makeBoxes(): (wrapper: Wrapper | null) => Place {
  const ofElement = new Map<Wrapper, Box>()
  const ofMake = new Map<string, number>()
  const wraps = new Map<string, number>()
  const boxOf = (element: Wrapper | null): Box => {
    if (element?.name === undefined) return { box: 0, wrap: 0, row: 0, isList: false }
    const before = ofElement.get(element)
    if (before !== undefined) return before
    const outer = boxOf(element.parent)
    const { name } = element
    const number = ofElement.size + 1
    const make = `${outer.box} ${name}.${element.attribs?.['class'] ?? ''}`
    const isList = LISTS.has(name) || outer.isList
    const box = LISTS.has(name) ? number : outer.isList ? outer.box : (ofMake.get(make) ?? number)
    const path = `${outer.wrap} ${name}`
    const wrap = LISTS.has(name) ? 0 : (wraps.get(path) ?? wraps.size + 1)
    if (!LISTS.has(name)) wraps.set(path, wrap)
    const row = ROWS.has(name) || !outer.isList || LISTS.has(name) ? number : outer.row
    if (!isList) ofMake.set(make, box)
    const place = { box, wrap, row, isList }
    ofElement.set(element, place)
    return place
  }
  return boxOf
}
