import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'
import { tablesSince2019 } from '../model/report.ts'
import { isNoReport, refused, type ReadingOutcome } from './reading.ts'
import { withPicturesInside } from './readers/picturesInside.ts'
import type { ReadOutcome } from './readers/readDocument.ts'
import { unreadPictures } from './unreadPages.ts'

/**
 * A web page without some of the tables, read with the pictures that it holds within itself; as it was where it holds none.
 * `printed`: what the page itself said; `judge`: reads the page with its pictures.
 */
export function withPictures(
  printed: ReadingOutcome,
  outcome: ReadOutcome,
  original: Original,
  judge: (outcome: ReadOutcome) => ReadingOutcome,
): ReadingOutcome {
  if (outcome.kind === 'refused' || outcome.document.container !== 'html' || isComplete(printed))
    return printed
  const inside = withPicturesInside(original.bytes, outcome.document)
  if (inside.kind === 'none') return printed
  if (inside.kind === 'document') {
    const pictured = judge(inside)
    return pictured.kind === 'reading' && !isNoMore(pictured, printed)
      ? pictured
      : withFindings(printed, unreadPictures())
  }
  const message = `the ${inside.count} pictures inside the page: ${inside.message}`
  return printed.kind === 'refused'
    ? refused(original, inside.code, message)
    : withFindings(printed, unreadPictures(message))
}

/** Whether all tables of the form were found: then pictures are decoration, and nobody waits for OCR. */
const isComplete = (outcome: ReadingOutcome): boolean =>
  outcome.kind === 'reading'
    ? outcome.reading.forms.statistics !== undefined ||
      tablesSince2019.every((key) => key in outcome.reading.forms)
    : !isNoReport(outcome)

/** Whether pictures told no figure that the page had not told. */
const isNoMore = (pictured: ReadingOutcome, printed: ReadingOutcome): boolean =>
  figuresOf(pictured) <= figuresOf(printed)

const figuresOf = (outcome: ReadingOutcome): number =>
  outcome.kind === 'reading' ? Object.keys(outcome.reading.figures).length : 0

const withFindings = (outcome: ReadingOutcome, findings: readonly Finding[]): ReadingOutcome =>
  outcome.kind === 'reading'
    ? {
        ...outcome,
        reading: { ...outcome.reading, findings: [...outcome.reading.findings, ...findings] },
      }
    : outcome
