import { walkElements } from './docxElements.ts'
import type { Tag, Xml } from './docxTags.ts'
import { decodeText } from './docxText.ts'

/** One level of a list: how its numbers look. */
export interface ListLevel {
  start: number
  format: string
  /** `（%1）`: the number with what stands around it; `%2` is the number of the second level. */
  text: string
  suffix: string
}

/** `word/numbering.xml`: lists by numId, and what they share. */
export interface Lists {
  /** Levels by abstractNumId. */
  readonly shared: ReadonlyMap<string, ReadonlyMap<number, ListLevel>>
  /** numId → its abstract list, and the levels that begin anew in it. */
  readonly lists: ReadonlyMap<string, { abstract: string; readonly restarts: Map<number, number> }>
}

const listElements = ['abstractNum', 'lvl', 'start', 'numFmt', 'lvlText', 'suff', 'num'] as const
const overrideElements = ['abstractNumId', 'lvlOverride', 'startOverride'] as const
const styleElements = ['style', 'basedOn', 'numId', 'ilvl', 'pPr', 'numPr'] as const

/** Reads `word/numbering.xml` (ECMA-376 part 1 §17.9). */
export function readLists(xml: Xml): Lists {
  const shared = new Map<string, Map<number, ListLevel>>()
  const lists = new Map<string, { abstract: string; restarts: Map<number, number> }>()
  let levels = new Map<number, ListLevel>()
  let level: ListLevel = newLevel()
  let list = { abstract: '', restarts: new Map<number, number>() }
  let overridden = 0
  walkElements(xml, [...listElements, ...overrideElements], (name, tag) => {
    const value = text(tag, 'val')
    switch (name) {
      case 'abstractNum':
        levels = new Map()
        shared.set(text(tag, 'abstractNumId'), levels)
        break
      case 'lvl':
        level = newLevel()
        // Below a w:num the whole level is redefined for that list alone; its shared look is kept instead.
        if (tag.parent === 'abstractNum') levels.set(whole(text(tag, 'ilvl')), level)
        break
      case 'start':
        level.start = whole(value)
        break
      case 'numFmt':
        level.format = value
        break
      case 'lvlText':
        level.text = value
        break
      case 'suff':
        level.suffix = value
        break
      case 'num':
        list = { abstract: '', restarts: new Map() }
        lists.set(text(tag, 'numId'), list)
        break
      case 'abstractNumId':
        list.abstract = value
        break
      case 'lvlOverride':
        overridden = whole(text(tag, 'ilvl'))
        break
      case 'startOverride':
        list.restarts.set(overridden, whole(value))
        break
    }
  })
  return { shared, lists }
}

/** What a paragraph style says of numbering. */
export interface StyleNumbering {
  basedOn: string | null
  numId: string | null
  level: string | null
}

/** Reads the numbering of paragraph styles from `word/styles.xml`, by style id as the document writes it. */
export function readStyleNumbering(xml: Xml): ReadonlyMap<string, StyleNumbering> {
  const styles = new Map<string, StyleNumbering>()
  let style: StyleNumbering = { basedOn: null, numId: null, level: null }
  walkElements(xml, styleElements, (name, tag) => {
    if (name === 'style') {
      style = { basedOn: null, numId: null, level: null }
      styles.set(tag.attribute('styleId') ?? '', style)
    } else if (name === 'basedOn') style.basedOn = tag.attribute('val')
    else if (name === 'numId') style.numId = tag.attribute('val')
    else if (name === 'ilvl') style.level = tag.attribute('val')
  })
  return styles
}

function newLevel(): ListLevel {
  return { start: 1, format: 'decimal', text: '', suffix: 'tab' }
}

function text<Name extends string>(tag: Tag<Name>, attribute: string): string {
  const bytes = Buffer.from(tag.attribute(attribute) ?? '', 'latin1')
  return decodeText(bytes, 0, bytes.length, false)
}

function whole(value: string): number {
  return /^[0-9]{1,6}$/u.test(value) ? Number(value) : 0
}
