import { NianbaoError } from '../errors.ts'
import type { Bundle, Original } from '../model/original.ts'
import { joinImagesInside } from './joinImagesInside.ts'
import { isPicture } from './readers/pageImages.ts'
import { packedKind, unpack, type Packed } from './readers/packed.ts'
import type { PackedFile } from './readers/packedFile.ts'
import type { Reading, ReadingOutcome, Refusal } from './reading.ts'

type Read = (original: Original, bundle: Bundle) => ReadingOutcome

/** So many reasons are told one by one. */
const mostTold = 5

/**
 * Reads an original that may be an archive (docs/decisions/0037): each file in it that is a report gives a reading of its own, and
 * what cannot be read is named in one refusal. The original stays the archive: its hash, its address, its capture.
 */
export function packedReader(read: Read): (original: Original, bundle: Bundle) => readonly ReadingOutcome[] {
  return (original, bundle) => {
    const kind = packedKind(original.bytes)
    if (kind === null) return [read(original, bundle)]
    const files = filesOf(original, kind)
    if (files.kind === 'refused') return [files]
    const inner = joinImagesInside(files.files.map((file) => within(original, file)))
    const beside = bundle.originals.flatMap((other) => (other === original ? inner : [other]))
    const outcomes = inner.map((one) => read(one, { ...bundle, originals: beside }))
    const readings = outcomes.flatMap((outcome) => (outcome.kind === 'reading' ? [outcome.reading] : []))
    const told = readings.map((reading): ReadingOutcome => ({
      kind: 'reading',
      reading: withCompany(reading, readings.length),
    }))
    const refusal = refusalOf(
      outcomes.map((one) => asPage(one, readings)),
      readings.length,
      original,
      kind,
    )
    return refusal === null ? told : [...told, { kind: 'refused', original, refusal }]
  }
}

type Files =
  | { readonly kind: 'files'; readonly files: readonly PackedFile[] }
  | Extract<ReadingOutcome, { readonly kind: 'refused' }>

function filesOf(original: Original, kind: Packed): Files {
  try {
    return { kind: 'files', files: unpack(original.bytes, kind) }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    const message = `a ${kind}, not extracted: ${error.message}`
    return { kind: 'refused', original, refusal: { ...named(original), code: error.code, message } }
  }
}

const within = (original: Original, { path, name, bytes }: PackedFile): Original => ({
  ...original,
  bytes,
  name,
  inside: { path, isOnly: false },
})

/** The only report of an archive is the report of its address, whatever its file is called there; of several each has its path. */
const withCompany = (reading: Reading, count: number): Reading => {
  const { inside } = reading.original
  if (inside === undefined) return reading
  return { ...reading, original: { ...reading.original, inside: { ...inside, isOnly: count === 1 } } }
}

/** A picture beside a report in pictures may be a page of it whose place nobody knows: its name has no number. */
function asPage(outcome: ReadingOutcome, readings: readonly Reading[]): ReadingOutcome {
  if (outcome.kind === 'reading' || outcome.refusal.code !== 'not-a-report') return outcome
  if (!isPicture(outcome.original.bytes) || !readings.some(({ original }) => isPicture(original.bytes)))
    return outcome
  const message =
    'a picture beside a report in pictures, perhaps a page of it; number the pages in their names'
  return { ...outcome, refusal: { ...outcome.refusal, code: 'unreadable-file', message } }
}

/** Beside reports, other papers are no news; an unread file may be one. Without any report, all are told. */
function refusalOf(
  outcomes: readonly ReadingOutcome[],
  readings: number,
  original: Original,
  kind: Packed,
): Refusal | null {
  const refused = outcomes.flatMap((outcome) =>
    outcome.kind === 'refused' ? [{ ...outcome.refusal, path: outcome.original.inside?.path ?? '' }] : [],
  )
  const told = readings > 0 ? refused.filter(({ code }) => code !== 'not-a-report') : refused
  if (told.length === 0) {
    const message = `a ${kind} without any file in it`
    return readings > 0 ? null : { ...named(original), code: 'empty-file', message }
  }
  const unread = told.find(({ code }) => code !== 'not-a-report')
  const reasons = told.slice(0, mostTold).map(({ path, message }) => `${path}: ${message}`)
  const more = told.length > mostTold ? `; and ${told.length - mostTold} more` : ''
  const message = `in the ${kind} ${reasons.join('; ')}${more}`
  return { ...named(original), code: unread?.code ?? 'not-a-report', message }
}

const named = ({ sha256, role, url, name }: Original): Pick<Refusal, 'sha256' | 'role' | 'url' | 'name'> => ({
  sha256,
  role,
  url,
  name,
})
