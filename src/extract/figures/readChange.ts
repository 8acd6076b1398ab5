/** A difference (增/减) as printed: which way it goes, and the number that is left to be read. */
export interface PrintedChange {
  readonly sign: 1 | -1
  readonly rest: string
  /** Words said which way, not a sign. */
  readonly note: boolean
}

const signs: ReadonlyMap<string, 1 | -1> = new Map([
  ['', 1],
  ['+', 1],
  ['-', -1],
  ['↑', 1],
  ['↓', -1],
])
const more = /^(?:新?增加?|增长|上升|调增)$/u
const less = /^(?:减少?|核减|调减|下降|取消)$/u
/** What a note about a decrease speaks of; whether the number beside it is that decrease nobody can tell. */
const ofLess = /[减降]|^(?!含|其中|包括).*(?:取消|废止|失效|下放|划转|撤销)/u
const form = /^([^\d()（）]*?)(\d[^()（）]*)([(（].*[)）])?$/u

const senseOf = (word: string): 1 | -1 | null => (more.test(word) ? 1 : less.test(word) ? -1 : null)

/**
 * Reads the direction of a difference in half-width text: `-5`, `减少5`, `↓5`, `5（减少）` are less, `+5`, `增5`, `5` are more. Null
 * where it is not certain: two words that contradict each other, a number in brackets, a note that speaks of some decrease.
 */
export function readChange(text: string): PrintedChange | null {
  const match = form.exec(text)
  if (!match) return null
  const [, before = '', rest = '', note = ''] = match
  const word = before.replace(/[了:：]$/u, '')
  const spoken = signs.get(word) ?? senseOf(word)
  if (spoken === null) return null
  const inner = note.slice(1, -1)
  const told = senseOf(inner)
  if (told === null) {
    // A note without a word of direction is left to the reader of numbers.
    return ofLess.test(inner) && Number(rest) !== 0
      ? null
      : { sign: spoken, rest: rest + note, note: !signs.has(word) }
  }
  return word === '' || spoken === told ? { sign: told, rest, note: true } : null
}
