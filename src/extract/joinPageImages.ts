import { decode } from '../model/decodeText.ts'
import type { Original } from '../model/original.ts'
import { pagePictures } from '../model/pagePictures.ts'
import { scriptBody } from '../model/scriptBody.ts'
import { isPicture } from './readers/pageImages.ts'

/** How discovery names the pictures of a page (图片版); any other picture that a page links is a file of its own. */
const PAGE_IMAGE = /^第(\d{1,3})页图片/u
/** Milliseconds; looks at the pictures of one page in one night are less apart. */
const oneNight = 3_600_000

/**
 * Originals in which the pictures that a page shows in place of its text are one report, in the order in which the page shows them
 * (docs/decisions/0055-page-images.md). For each night in which one of them or the page is another, the first picture stands
 * there for the state of all of them; pictures that the page shows no more are no part of a later state. All else stays as it is.
 */
export function joinPageImages(originals: readonly Original[]): readonly Original[] {
  const parents = new Set(originals.flatMap((one) => (isPageImage(one) ? (one.parentUrl ?? []) : [])))
  if (parents.size === 0) return originals
  const states = new Map([...parents].flatMap((url) => [...statesOf(url, originals)]))
  return originals.flatMap((one) => [...(isPageImage(one) ? [] : [one]), ...(states.get(one) ?? [])])
}

const isPageImage = ({ role, name, parentUrl, bytes }: Original): boolean =>
  role === 'attachment' && parentUrl !== null && PAGE_IMAGE.test(name ?? '') && isPicture(bytes)

/** The states of the pictures of one page, each under the original with which it was whole. */
function statesOf(url: string, originals: readonly Original[]): ReadonlyMap<Original, readonly Original[]> {
  const looks = originals.filter(
    (one) => (one.role === 'page' && one.url === url) || (one.parentUrl === url && isPageImage(one)),
  )
  const states = new Map<Original, readonly Original[]>()
  const images = new Map<string, Original>()
  let page: Original | null = null
  let told = ''
  looks.forEach((look, at) => {
    if (look.role === 'page') page = look
    else images.set(look.url ?? look.sha256, look)
    const next = looks[at + 1]
    if (next !== undefined && isSameNight(look, next)) return
    const state = stateOf(page, [...images.values()], look)
    const says = state?.pages?.images.map(({ sha256 }) => sha256).join() ?? ''
    if (state === null || says === told) return
    told = says
    states.set(look, [state])
  })
  return states
}

const isSameNight = (a: Original, b: Original): boolean =>
  a.captured === null || b.captured === null || Date.parse(b.captured) - Date.parse(a.captured) < oneNight

/** What the page showed when `seen` was captured; null where it shows none of its pictures any more. */
function stateOf(page: Original | null, images: readonly Original[], seen: Original): Original | null {
  const text = page === null ? null : printed(page)
  const placed = images.flatMap((image) => {
    const place = text === null ? numberOf(image) : placeIn(text, image.url ?? '')
    return place === null ? [] : [{ image, place }]
  })
  const inOrder = placed.toSorted((a, b) => a.place - b.place).map(({ image }) => image)
  const [first] = inOrder
  if (first === undefined) return null
  const shown = Math.max(text === null ? 0 : shownBy(text, inOrder), ...inOrder.map(numberOf))
  const { captured, capture } = seen
  return {
    ...first,
    captured,
    capture,
    pages: { images: inOrder, absent: Math.max(0, shown - inOrder.length) },
  }
}

/** What a page prints, also where a script prints it, with plain addresses. */
function printed({ bytes }: Original): string {
  const { text } = decode(bytes)
  return (scriptBody(text)?.html ?? text).replaceAll('&amp;', '&').replaceAll('\\/', '/')
}

/** How many pictures a page shows, where these are among them and not listed in a script. */
function shownBy(text: string, images: readonly Original[]): number {
  const shown = pagePictures(text)
  const ends = shown.map((address) => address.split('/').at(-1) ?? '')
  return images.some(({ url }) => ends.some((end) => end !== '' && url?.endsWith(end))) ? shown.length : 0
}

const numberOf = ({ name }: Original): number => Number(PAGE_IMAGE.exec(name ?? '')?.[1] ?? 0)

/** Where a page first prints an address: whole, or relative to any of the folders in it. Null where it does not. */
function placeIn(text: string, address: string): number | null {
  if (!URL.canParse(address)) return null
  const { pathname, search } = new URL(address)
  const folders = pathname.split('/')
  for (let from = 0; from < folders.length; from += 1) {
    const end = `${folders.slice(from).join('/')}${search}`
    for (const written of [end, decodedUri(end)]) {
      const place = wordAt(text, written)
      if (place !== null) return place
    }
  }
  return null
}

/** Where a text has an address that something begins before: a quote, a folder, a script's escape, never more of a name. */
function wordAt(text: string, written: string): number | null {
  for (let at = text.indexOf(written); at !== -1; at = text.indexOf(written, at + 1))
    if (!/[\w.%-]/u.test(text[at - 1] ?? ' ') || written.startsWith('/')) return at
  return null
}

/** Percent signs that encode no UTF-8 stay as they are. */
function decodedUri(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}
