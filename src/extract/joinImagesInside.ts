import type { Original } from '../model/original.ts'
import { isPicture } from './readers/pageImages.ts'

/** Numbers of scanners and cameras (IMG_0231.jpg) begin anywhere; one up to this means that the pages before it are not there. */
const mostBefore = 30

interface Numbered {
  readonly file: Original
  /** Its path without the number, with its extension: the same for all pages of one document. */
  readonly stem: string
  readonly number: number
}

/**
 * Files of an archive (压缩包) in which pictures of pages are one report: those of one folder whose names differ by a number that is no
 * year. The first of them stands for all, in the place of the first; all else stays as it is. Numbers that are left out are pages that
 * are not there; where these are more than the others, the numbers count something else.
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
    const absent = absentOf(inOrder.map(({ number }) => number))
    if (first === undefined || others.length === 0 || absent > group.length) continue
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

/** The last number of a file's name that is no year; null for what is no picture or has none. */
function numbered(file: Original): Numbered | null {
  const path = file.inside?.path ?? ''
  const name = path.slice(path.lastIndexOf('/') + 1)
  const folder = path.slice(0, path.length - name.length)
  const found = [...name.replace(/\.[^.]*$/u, '').matchAll(/\d{1,6}/gu)].findLast(
    ([digits]) => !/^(?:19|20)\d\d$/u.test(digits),
  )
  if (found === undefined || !isPicture(file.bytes)) return null
  const { index, 0: digits } = found
  const stem = `${folder}${name.slice(0, index)}#${name.slice(index + digits.length)}`
  return { file, stem, number: Number(digits) }
}

/** How many numbers are left out; twice the same number is no order at all, and counts as if all were. */
function absentOf(numbers: readonly number[]): number {
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)]
  if (new Set(numbers).size < numbers.length) return Infinity
  const from = first > mostBefore ? first : Math.min(first, 1)
  return last - from + 1 - numbers.length
}
