/** A colour (颜色): red, green and blue from 0 to 255, and how much it covers, 0 to 1. */
export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

/** Named colours as light as paper (CSS Color level 4, §6.1), with the darkest of their three parts. */
const lightNames: ReadonlyMap<string, number> = new Map([
  ...(['white', 'snow', 'ivory', 'ghostwhite', 'floralwhite', 'azure', 'mintcream'] as const).map(
    (name): [string, number] => [name, 255],
  ),
  ['whitesmoke', 245],
  ['aliceblue', 240],
  ['honeydew', 240],
])

/** Reads a colour of CSS or HTML, in lower case; null for a name of a darker colour and for what is none. */
export function cssColour(text: string): Colour | null {
  if (text === 'transparent') return { red: 0, green: 0, blue: 0, alpha: 0 }
  const light = lightNames.get(text)
  if (light !== undefined) return { red: light, green: light, blue: light, alpha: 1 }
  const hex = /^#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/u.exec(text)?.[1]
  if (hex !== undefined) return ofHex(hex)
  const [, kind, list = ''] = /^(rgb|hsl)a?\(([^)]*)\)$/u.exec(text) ?? []
  const parts = list.split(/[\s,/]+/u).filter((part) => part !== '')
  if (kind === undefined || parts.length < 3) return null
  const alpha = parts[3] === undefined ? 1 : share(parts[3], 1)
  if (kind === 'hsl') {
    // Of any hue: white by its lightness alone.
    const light255 = share(parts[2] ?? '', 1) * 255
    return { red: light255, green: light255, blue: light255, alpha }
  }
  const [red = 0, green = 0, blue = 0] = parts.map((part) => share(part, 255))
  return { red, green, blue, alpha }
}

function ofHex(hex: string): Colour {
  const wide = hex.length < 6 ? hex.replaceAll(/./gu, '$&$&') : hex
  const [red = 0, green = 0, blue = 0, alpha = 255] = (wide.match(/../gu) ?? []).map((pair) =>
    parseInt(pair, 16),
  )
  return { red, green, blue, alpha: alpha / 255 }
}

/** A number, or a percentage of `whole`. */
const share = (text: string, whole: number): number =>
  text.endsWith('%') ? (Number(text.slice(0, -1)) / 100) * whole : Number(text)

/** So light that it may not be seen on paper. */
const lightest = 0xf0
export const isLikePaper = ({ red, green, blue }: Colour): boolean => Math.min(red, green, blue) >= lightest

/** Whether one can hardly be seen on the other. */
export const isLike = (one: Colour, other: Colour): boolean =>
  (['red', 'green', 'blue'] as const).every((part) => Math.abs(one[part] - other[part]) <= 0x10)
