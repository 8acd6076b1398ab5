import { isWhite } from './docxColour.ts'
import { walkElements } from './docxElements.ts'
import type { Xml } from './docxTags.ts'

/** What a style does to the words of a run (字符样式), as far as it matters to figures; an absent member says nothing. */
export interface RunLook {
  readonly hidden?: boolean
  readonly struck?: boolean
  readonly struckTwice?: boolean
  readonly raised?: boolean
  readonly moved?: boolean
  readonly white?: boolean
}

interface Style {
  basedOn: string | null
  look: { -readonly [Member in keyof RunLook]: RunLook[Member] }
}

const elements = [
  'style',
  'basedOn',
  'rPr',
  'vanish',
  'strike',
  'dstrike',
  'vertAlign',
  'position',
  'color',
] as const

/** Longer chains of styles are a circle. */
const longestChain = 20

/** An on/off property (ST_OnOff): present without a value means on. */
export function isOn(value: string | null): boolean {
  return value !== '0' && value !== 'false' && value !== 'off'
}

export const isRaised = (vertAlign: string | null): boolean => vertAlign !== 'baseline'
export const isMoved = (position: string | null): boolean => position !== null && Number(position) !== 0

/** The looks that `word/styles.xml` (ECMA-376 part 1 §17.7) gives to runs, by style id, what a style is based on included. */
export function readRunLooks(xml: Xml): ReadonlyMap<string, RunLook> {
  const styles = new Map<string, Style>()
  let style: Style = { basedOn: null, look: {} }
  walkElements(xml, elements, (name, tag) => {
    const value = tag.attribute('val')
    if (name === 'style') {
      style = { basedOn: null, look: {} }
      styles.set(tag.attribute('styleId') ?? '', style)
    } else if (name === 'basedOn') style.basedOn = value
    // what stands below w:tblStylePr or w:pPr is not of the run
    else if (tag.parent !== 'rPr' || tag.grandparent !== 'style') return
    else if (name === 'vanish') style.look.hidden = isOn(value)
    else if (name === 'strike') style.look.struck = isOn(value)
    else if (name === 'dstrike') style.look.struckTwice = isOn(value)
    else if (name === 'vertAlign') style.look.raised = isRaised(value)
    else if (name === 'position') style.look.moved = isMoved(value)
    else if (name === 'color') style.look.white = isWhite(tag)
  })
  const looks = new Map<string, RunLook>()
  for (const id of styles.keys()) {
    const look = lookOf(styles, id, longestChain)
    if (Object.values(look).includes(true)) looks.set(id, look)
  }
  return looks
}

function lookOf(styles: ReadonlyMap<string, Style>, id: string, left: number): RunLook {
  const style = styles.get(id)
  if (style === undefined || left === 0) return {}
  return { ...(style.basedOn === null ? {} : lookOf(styles, style.basedOn, left - 1)), ...style.look }
}
