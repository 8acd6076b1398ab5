import type { Original } from '../model/original.ts'
import { pageNumber, type PageNumber } from './pageNumber.ts'
import { isPicture } from './readers/pageImages.ts'

/** Numbers of scanners and cameras (IMG_0231.jpg) begin anywhere; one up to this means that the pages before it are not there. */
const mostBefore = 30

interface Numbered extends PageNumber {
  readonly file: Original
}

/**
 * Files of an archive (压缩包) in which pictures of pages are one report: those of one folder whose names differ by a number that is no
 * year, or by the moment at which they were made. The first of them stands for all, in the place of the first; all else stays as it is.
 * Numbers that are left out are pages that are not there; where more are left out between them, the numbers count something else.
 */
export function joinImagesInside(files: readonly Original[]): readonly Original[] {
  const byStem = Map.groupBy(
    files.flatMap((file) => numbered(file) ?? []),
    ({ stem }) => stem,
  )
  const joined = new Map<Original, Original | null>()
  for (const group of byStem.values()) {
    const inOrder = group.toSorted((a, b) => a.number - b.number)
    const [first, ...others] = inOrder
    if (first === undefined || others.length === 0) continue
    const absent = absentOf(inOrder)
    if (absent === null) continue
    const images = inOrder.map(({ file }) => file)
    group.forEach(({ file }, at) =>
      joined.set(file, at === 0 ? { ...first.file, pages: { images, absent } } : null),
    )
  }
  return files.flatMap((file) => {
    const place = joined.get(file)
    return place === undefined ? [file] : place === null ? [] : [place]
  })
}

/** The page that a picture is by its name, with its folder and its extension; null for other files. */
function numbered(file: Original): Numbered | null {
  const path = file.inside?.path ?? ''
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const [name, extension = ''] = path.slice(folder.length).split(/(?=\.[^.]*$)/u)
  const page = pageNumber(name ?? '')
  if (page === null || !isPicture(file.bytes)) return null
  return { ...page, file, stem: `${folder}${page.stem}${extension} ${page.kind}` }
}

/** How many pages are not there by the numbers of the others; null where these are no order of pages. */
function absentOf(inOrder: readonly Numbered[]): number | null {
  const numbers = inOrder.map(({ number }) => number)
  if (new Set(numbers).size < numbers.length) return null
  if (inOrder.every(({ kind }) => kind === 'moment')) return 0
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)]
  const between = last - first + 1 - numbers.length
  if (between > numbers.length) return null
  return between + (first > mostBefore ? 0 : Math.max(first - 1, 0))
}
