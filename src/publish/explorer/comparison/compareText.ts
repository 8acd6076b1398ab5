import { diffArrays } from 'diff'
import { SectionKey, type Report } from '../../../model/report.ts'
import { withheldText } from '../../../model/withoutWords.ts'
import { ofPair } from './ofPair.ts'

/** A piece of text that both have, or one of them. */
export interface TextPiece {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

/** A section in two reports, sentence by sentence. */
export interface ComparedSection {
  readonly key: SectionKey
  /** `one-sided`: the other report has no such section. `withheld`: the words of one are not told. */
  readonly kind: 'compared' | 'left-only' | 'right-only' | 'withheld'
  readonly pieces: readonly TextPiece[]
}

/** Sentences that may differ before it is no longer looked for the least difference; a bound, as in Git. */
const mostSentences = 400
/** Characters of a changed passage on both sides together beyond which it is shown whole, old and new. */
const mostCharacters = 4_000
/** Changed characters of one section that are compared at all; the rest is shown whole: a bound on what a page may cost. */
const mostInAll = 60_000
/** So much of the longer passage must stand in the other, or both are shown whole. */
const leastShared = 0.5
/** Changed words beyond which two passages are not one that was edited. */
const mostEdits = 600

/** Differences of the text, by section in the order of the form; sections that neither has are left out. */
export const compareText = ofPair(sectionsOf)

function sectionsOf(left: Report, right: Report): readonly ComparedSection[] {
  return SectionKey.options.flatMap((key): readonly ComparedSection[] => {
    const [before, after] = [sectionText(left, key), sectionText(right, key)]
    if (before === null && after === null) return []
    if (before === withheldText || after === withheldText) return [{ key, kind: 'withheld', pieces: [] }]
    if (after === null) return [{ key, kind: 'left-only', pieces: [{ kind: 'gone', text: before ?? '' }] }]
    if (before === null) return [{ key, kind: 'right-only', pieces: [{ kind: 'new', text: after }] }]
    return [{ key, kind: 'compared', pieces: compareWords(before, after) }]
  })
}

function sectionText({ sections }: Report, key: SectionKey): string | null {
  const texts = sections.filter((section) => section.key === key).map(({ text }) => text)
  if (texts.length === 0) return null
  return texts.includes(withheldText) ? withheldText : texts.join('\n')
}

/**
 * Sentences are compared first, then the words of those that differ. Chinese has no spaces: words are those of Unicode's segmentation, so that a
 * number that changed is shown as one number and not as some of its digits.
 */
export function compareWords(before: string, after: string): readonly TextPiece[] {
  const changes = diffArrays([...sentencesOf(before)], [...sentencesOf(after)], {
    maxEditLength: mostSentences,
  })
  if (changes === undefined) return apart(before, after)
  const pieces: TextPiece[] = []
  let compared = 0
  for (let at = 0; at < changes.length; at += 1) {
    const [change, next] = [changes[at], changes[at + 1]]
    if (change === undefined) continue
    const text = change.value.join('')
    if (change.removed && next?.added === true) {
      const other = next.value.join('')
      const length = text.length + other.length
      const isBounded = length <= mostCharacters && compared + length <= mostInAll
      pieces.push(...(isBounded ? comparePassages(text, other) : apart(text, other)))
      if (isBounded) compared += length
      at += 1
    } else pieces.push({ kind: change.removed ? 'gone' : change.added ? 'new' : 'same', text })
  }
  return pieces
}

/** Up to the sign that ends a sentence, quotes and brackets after it included, or to the end of a line. */
const sentencesOf = (text: string): readonly string[] =>
  text.match(/[^。！？；\n]*(?:[。！？；]+[”’」』）)]*|\n+|$)/gu)?.filter((sentence) => sentence !== '') ?? []

function comparePassages(before: string, after: string): readonly TextPiece[] {
  const changes = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: mostEdits })
  if (changes === undefined) return apart(before, after)
  const pieces = changes.map(({ value, added, removed }) => ({
    kind: removed ? ('gone' as const) : added ? ('new' as const) : ('same' as const),
    text: value.join(''),
  }))
  const same = pieces.reduce((sum, { kind, text }) => (kind === 'same' ? sum + text.length : sum), 0)
  // Two passages that share only 的, 件 and commas are two passages.
  return same < leastShared * Math.max(before.length, after.length) ? apart(before, after) : pieces
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

const wordsOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

const apart = (before: string, after: string): readonly TextPiece[] => [
  { kind: 'gone', text: before },
  { kind: 'new', text: after },
]
