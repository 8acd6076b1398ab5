import { cssColour, isLike, isLikePaper } from './cssColour.ts'

/**
 * What declarations of CSS (样式) do to the words of an element, as far as it matters to figures. An absent member says nothing.
 * `gone`, `struck` and `raised` hold for all that is inside; `size` and `ink` until an inner element says otherwise.
 */
export interface Look {
  /** Not visible, or off the page. */
  readonly gone?: true
  /** `display`: only `none` takes the element away; a later `block` gives it back. */
  readonly display?: 'none' | 'some'
  /** Struck through: not what its author means. */
  readonly struck?: true
  /** Above or below the line: a note's mark, no digit of the number beside it. */
  readonly raised?: true
  /** Part of a link: a digit of it beside one that is not is a note's mark, too. */
  readonly linked?: true
  /** Put elsewhere than in its line: a digit of it stands beside another one than in the page's text. */
  readonly apart?: true
  /** Begins and ends a line of its own. */
  readonly line?: boolean
  readonly size?: 'none' | 'some'
  /** `white` may stand on white or on a dark ground: nobody knows whether it is seen. */
  readonly ink?: 'none' | 'white' | 'dark'
  /** Its box has no width or no height and cuts off what hangs over; of words in a line and of cells this says nothing. */
  readonly room?: 'none'
  /** Perhaps hidden, struck or raised, or hardly to be seen: by `display`, which its own style may overrule, or in another way. */
  readonly unsure?: 'display' | 'all'
  /** In a box that is closed until its reader opens it, and not in its summary. */
  readonly folded?: boolean
  /** Figures are added before or behind its words that do not stand in the page. */
  readonly adds?: true
  /** A picture is its ground; of a cell or a table that is an ornament. */
  readonly ground?: true
}

/** Nothing that matters. */
export const plain: Look = {}

const gone = [
  /^visibility:(?:hidden|collapse)/u,
  /^content-visibility:hidden/u,
  /^opacity:0*(?:\.0*)?%?$/u,
  // off every screen; a negative margin of some hundred pixels centres a layout
  /^(?:left|top|right|bottom|text-indent|margin-left|margin-top):-(?:\d{4,}|\d{3,}(?:\.\d+)?r?em)/u,
  /^clip:rect\(0[a-z]*[, ]+0[a-z]*[, ]+0/u,
  /^clip:rect\(1px[, ]+1px[, ]+1px/u,
  /^clip-path:(?:inset\((?:50|[6-9]\d|100)%|circle\(0)/u,
  /^transform:(?:.*\s)?scale(?:3d|x|y)?\(0[,)]/u,
  /^mso-hide:all/u,
]
const struck = /^(?:text-decoration(?:-line)?:.*line-through|text-line-through:(?!none))/u
const raised =
  /^(?:vertical-align:(?:super|sub|text-top|text-bottom)|vertical-align:-?[1-9.]|mso-text-raise:-?[1-9.])/u
const zero = '(?:0+(?:\\.0*)?|\\.0+)(?:px|pt|em|rem|ex|%|mm|cm)?'
/** Letters of a point or less are a line of dots. */
const noSize = new RegExp(
  `^font(?:-size:|:(?:.*\\s)?)(?:${zero}|(?:0?\\.\\d+|1(?:\\.[0-4]\\d*)?)(?:px|pt)|0?\\.[01]\\d*r?em)(?:/|\\s|$)`,
  'u',
)
const ownSize = /^font-size:(?:\d[\d.]*(?:px|pt|rem|mm|cm|in)|[a-z-]*(?:small|medium|large))$/u
/** A box of no width or no height shows nothing where it also cuts off what hangs over. */
const noRoom = new RegExp(`^(?:(?:max-)?(?:width|height)|line-height):${zero}$`, 'u')
/** Hardly there, in the other order, or over each other. */
const doubtful =
  /^(?:opacity:0*\.[0-2]|filter:.*opacity\(0*\.?[0-2]?[%)]|unicode-bidi:.*override|letter-spacing:-(?:\d*\.?[4-9]|[1-9])\d*r?em|letter-spacing:-(?:[4-9]|\d\d)[.\d]*p[xt])/u
const elsewhere = /^(?:float:(?:left|right)|position:(?:absolute|fixed))/u
/** Boxes in a line (`inline-block`, `inline-flex`) begin none. */
const ownLine = /^display:(?:block|flex|grid|table|list-item|flow-root)$/u
const cutsOff = /^overflow(?:-[xy])?:(?:hidden|clip)/u

const inkOf = (colour: string, ground: string | null): 'none' | 'white' | 'dark' => {
  const ink = cssColour(colour)
  if (ink === null) return 'dark'
  const behind = ground === null ? null : cssColour(ground)
  if (ink.alpha === 0) return 'none'
  if (ink.alpha < 0.3 || isLikePaper(ink)) return 'white'
  return behind !== null && behind.alpha > 0 && isLike(ink, behind) ? 'white' : 'dark'
}

/** The look that a `style` attribute or the body of a rule gives; `!important` and order within it are observed by the last one counting. */
export function lookOfStyle(style: string): Look {
  if (
    !/display|hidden|collapse|opacity|-\d|clip|hide|through|vertical|raise|font|color|scale|-fill-|bidi|float|position|url/iu.test(
      style,
    )
  )
    return plain
  const look: { -readonly [Member in keyof Look]: Look[Member] } = {}
  const texts = style.split(';').map(declaration)
  const ground = texts.findLast((text) => /^background(?:-color)?:/u.test(text)) ?? null
  for (const text of texts) {
    if (text.startsWith('display:')) {
      look.display = text === 'display:none' ? 'none' : 'some'
      look.line = ownLine.test(text)
    } else if (gone.some((pattern) => pattern.test(text))) look.gone = true
    else if (struck.test(text)) look.struck = true
    else if (raised.test(text)) look.raised = true
    else if (noSize.test(text)) look.size = 'none'
    else if (ownSize.test(text)) look.size = 'some'
    else if (doubtful.test(text)) look.unsure = 'all'
    else if (elsewhere.test(text)) look.apart = true
    else if (/^background(?:-image)?:.*url\(/u.test(text)) look.ground = true
    else if (/:(?:inherit|unset|revert|currentcolor)$/u.test(text)) continue
    else if (/^(?:color|-webkit-text-fill-color):/u.test(text))
      look.ink = inkOf(valueOf(text), ground === null ? null : valueOf(ground))
  }
  if (texts.some((text) => noRoom.test(text)) && texts.some((text) => cutsOff.test(text))) look.room = 'none'
  return Object.keys(look).length === 0 ? plain : look
}

const declaration = (text: string): string =>
  text
    .toLowerCase()
    .replace(/!\s*important/u, '')
    .trim()
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ?([:,()]) ?/gu, '$1')

const valueOf = (text: string): string => text.slice(text.indexOf(':') + 1)

/** The look of `<font color=…>`. */
export const lookOfColour = (colour: string): Look => ({ ink: inkOf(colour.trim().toLowerCase(), null) })

const looksOfNames: Readonly<Record<string, Look>> = {
  bdo: { unsure: 'all' },
  sup: { raised: true },
  sub: { raised: true },
  s: { struck: true },
  strike: { struck: true },
  summary: { folded: false },
}

/** The look of an element by its name alone. */
export function lookOfName(name: string): Look {
  return looksOfNames[name] ?? plain
}

/** Whether nobody knows if words with this look are seen; digits among them are not read. */
export const isUnsure = ({ ink, room, unsure }: Look): boolean =>
  ink === 'white' || room === 'none' || unsure !== undefined

/** Whether an element with this look is not there for who reads the page. */
export const isGone = ({ gone, display }: Look): boolean => gone === true || display === 'none'

/** Whether words with this look are not seen as plain ones are. */
export const hides = (look: Look): boolean =>
  isGone(look) ||
  look.struck === true ||
  look.raised === true ||
  look.size === 'none' ||
  look.ink === 'none' ||
  look.room === 'none' ||
  look.unsure !== undefined

/** Several looks of one element: the later one counts where both say something. */
export const together = (looks: readonly Look[]): Look =>
  looks.reduce((all, look) => ({ ...all, ...look }), plain)
