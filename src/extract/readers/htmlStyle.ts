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
  readonly size?: 'none' | 'some'
  /** `white` may stand on white or on a dark ground: nobody knows whether it is seen. */
  readonly ink?: 'none' | 'white' | 'dark'
}

/** Nothing that matters. */
export const plain: Look = {}

const gone = [
  /^visibility:(?:hidden|collapse)/u,
  /^opacity:0*(?:\.0*)?%?$/u,
  // off every screen; a negative margin of some hundred pixels centres a layout
  /^(?:left|top|right|bottom|text-indent|margin-left|margin-top):-(?:\d{4,}|\d{3,}(?:\.\d+)?r?em)/u,
  /^clip:rect\(0[a-z]*[, ]+0[a-z]*[, ]+0/u,
  /^clip:rect\(1px[, ]+1px[, ]+1px/u,
  /^mso-hide:all/u,
]
const struck = /^(?:text-decoration(?:-line)?:.*line-through|text-line-through:(?!none))/u
const raised =
  /^(?:vertical-align:(?:super|sub|text-top|text-bottom)|vertical-align:-?[1-9.]|mso-text-raise:-?[1-9.])/u
const noSize = /^font(?:-size:|:(?:.*\s)?)(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|ex|%|mm|cm)?(?:\/|\s|$)/u
const noInk =
  /^color:(?:transparent|rgba\([^)]*,0*(?:\.0+)?\)|hsla\([^)]*,0*(?:\.0+)?\)|#[0-9a-f]{3}0$|#[0-9a-f]{6}00$)/u
const white = /^(?:white|#f{3}|#f{6}|rgb\((?:255|100%),(?:255|100%),(?:255|100%)\))$/u

const inkOf = (colour: string): 'white' | 'dark' => (white.test(colour) ? 'white' : 'dark')

/** The look that a `style` attribute or the body of a rule gives; `!important` and order within it are observed by the last one counting. */
export function lookOfStyle(style: string): Look {
  if (!/display|hidden|collapse|opacity|-\d{3}|clip|hide|through|vertical|raise|font|color/iu.test(style))
    return plain
  const look: { -readonly [Member in keyof Look]: Look[Member] } = {}
  for (const declaration of style.split(';')) {
    const text = declaration
      .toLowerCase()
      .replace(/!\s*important/u, '')
      .trim()
      .replace(/\s*([:,()])\s*/gu, '$1')
    if (text.startsWith('display:')) look.display = text === 'display:none' ? 'none' : 'some'
    else if (gone.some((pattern) => pattern.test(text))) look.gone = true
    else if (struck.test(text)) look.struck = true
    else if (raised.test(text)) look.raised = true
    else if (noInk.test(text)) look.ink = 'none'
    else if (text.startsWith('color:')) look.ink = inkOf(text.slice('color:'.length))
    else if (noSize.test(text)) look.size = 'none'
    else if (text.startsWith('font-size:')) look.size = 'some'
  }
  return Object.keys(look).length === 0 ? plain : look
}

/** The look of `<font color=…>`. */
export const lookOfColour = (colour: string): Look => ({ ink: inkOf(colour.trim().toLowerCase()) })

/** The look of an element by its name alone. */
export function lookOfName(name: string): Look {
  if (name === 'sup' || name === 'sub') return { raised: true }
  return name === 's' || name === 'strike' ? { struck: true } : plain
}

/** Whether an element with this look is not there for who reads the page. */
export const isGone = ({ gone, display }: Look): boolean => gone === true || display === 'none'

/** Several looks of one element: the later one counts where both say something. */
export const together = (looks: readonly Look[]): Look =>
  looks.reduce((all, look) => ({ ...all, ...look }), plain)
