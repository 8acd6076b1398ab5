import { highParts, lowParts, type ScannedCell, type ScannedNumber } from './scanCell.ts'
import { shapeReader, type KnownShape, type ShapeReading, type Shape } from './digitShapes.ts'

/** What a line of digits says. `sure`: two readers that know nothing of each other agree, and nothing contradicts them. */
export interface NumberReading {
  readonly text: string
  readonly sure: boolean
}

const figure = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/u

/** Prepares the reading of numbers by all cells of a file: the digits that both networks read alike show how it prints them. */
export function numberReader(cells: readonly ScannedCell[]): (cell: ScannedNumber) => NumberReading {
  const known = cells.flatMap((cell) => (cell.kind === 'number' ? knownShapes(cell) : []))
  const read = shapeReader(known)
  return (cell) =>
    readNumber(
      cell,
      cell.shapes.map((shape) => read(shape)),
    )
}

function knownShapes(cell: ScannedNumber): readonly KnownShape[] {
  const { words, digits, shapes } = cell
  if (words.text !== digits.text || !words.certain || !digits.certain || !isMadeOf(words.text, cell))
    return []
  const all = Array.from(words.text.replace(/\D/gu, ''))
  return shapes.map((shape: Shape, at) => ({ digit: all[at] ?? '', shape }))
}

/** A number, from the networks and from the shapes of its digits (null: no shape to compare with). */
function readNumber(cell: ScannedNumber, seen: readonly (ShapeReading | null)[]): NumberReading {
  const { words, digits, cut } = cell
  const candidates = [digits, words].filter(({ text }) => figure.test(text) && isMadeOf(text, cell))
  const agreeing =
    candidates.find(({ text }) => isSeen(text, seen)) ??
    candidates.find(({ text }) => words.text === text && digits.text === text)
  if (agreeing === undefined) return { text: byShapes(cell, seen) ?? guess(cell), sure: false }
  const { text } = agreeing
  const both = words.text === text && digits.text === text
  const contradicted = seen.some((one, at) => one !== null && one.digit !== digitsOf(text)[at])
  const certain = both ? words.certain && digits.certain : agreeing.certain
  const marks = /\D/u.test(text)
  const sure = !cut && !contradicted && certain && (both || (isSeen(text, seen) && !marks))
  return { text, sure }
}

const digitsOf = (text: string): readonly string[] => Array.from(text.replace(/\D/gu, ''))

/** Whether each digit clearly looks as that digit does in this file. */
const isSeen = (text: string, seen: readonly (ShapeReading | null)[]): boolean =>
  seen.every((one, at) => one?.clear === true && one.digit === digitsOf(text)[at])

/** Digits that no network read and that look clearly like others of the file; a single digit has no words around it to tell by. */
function byShapes({ parts, shapes }: ScannedNumber, seen: readonly (ShapeReading | null)[]): string | null {
  const isWhole = shapes.length === parts.length && seen.every((one) => one?.clear)
  const text = seen.map((one) => one?.digit ?? '').join('')
  return isWhole && figure.test(text) ? text : null
}

/** What stands there most likely, for the eye of a person. */
function guess({ words, digits }: ScannedNumber): string {
  const [first = '\uFFFD'] = [digits.text, words.text].filter((text) => text !== '')
  return /^[/无—-]+$/u.test(words.text) ? words.text : first
}

/** As many parts as high as a digit as there are digits, as many low ones as points and commas, and nothing else. */
const isMadeOf = (text: string, { parts }: ScannedNumber): boolean =>
  highParts(parts).length === text.replace(/\D/gu, '').length &&
  lowParts(parts).length === text.replace(/\d/gu, '').length &&
  highParts(parts).length + lowParts(parts).length === parts.length
