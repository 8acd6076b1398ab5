import type { RunLook } from './docxStyles.ts'
import type { RtfDestination } from './rtfDestinations.ts'

/** How the characters of a group look, and where the paragraph stands: what `{` keeps and `}` gives back. */
export interface RtfState extends Required<RunLook> {
  /** What becomes of the text here. */
  readonly destination: RtfDestination
  readonly deleted: boolean
  readonly font: number
  /** `\uc`: how many bytes for older readers follow a character in Unicode. */
  readonly fallback: number
  readonly inTable: boolean
  /** `\itap`: how many tables the paragraph stands in. */
  readonly depth: number
}

const plainLook = {
  hidden: false,
  struck: false,
  struckTwice: false,
  raised: false,
  moved: false,
  white: false,
  deleted: false,
}
const plainParagraph = { inTable: false, depth: 0 }

export const firstState: RtfState = {
  destination: 'words',
  ...plainLook,
  ...plainParagraph,
  font: 0,
  fallback: 1,
}

/** Half points: letters of one point are a line of dots. */
const leastSize = 2

/** A switch is on unless a 0 follows. */
const on = (value: number | null): boolean => value !== 0

/** What control words change, by word; the font table says which font is the usual one, the colour table which are white. */
export function changed(
  state: RtfState,
  word: string,
  value: number | null,
  known: { readonly usualFont: number; readonly whites: ReadonlySet<number> },
): RtfState {
  switch (word) {
    case 'plain':
      return { ...state, ...plainLook, font: known.usualFont }
    case 'pard':
      return { ...state, ...plainParagraph }
    case 'intbl':
      return { ...state, inTable: on(value) }
    case 'itap':
      return { ...state, depth: Math.max(0, value ?? 0) }
    case 'f':
      return { ...state, font: value ?? known.usualFont }
    case 'uc':
      return { ...state, fallback: Math.max(0, value ?? 1) }
    case 'v':
      return { ...state, hidden: on(value) }
    case 'fs':
      return value !== null && value <= leastSize ? { ...state, hidden: true } : state
    case 'deleted':
      return { ...state, deleted: on(value) }
    case 'strike':
      return { ...state, struck: on(value) }
    case 'striked':
      return { ...state, struckTwice: on(value) }
    case 'super':
    case 'sub':
      return { ...state, raised: on(value) }
    case 'nosupersub':
      return { ...state, raised: false }
    case 'up':
    case 'dn':
      return { ...state, moved: value !== 0 }
    case 'cf':
      return { ...state, white: known.whites.has(value ?? 0) }
    default:
      return state
  }
}
