import { fold, isHan, type FlattenedLabel, type FlattenedLabels, type LabelRole } from './flattenedLabels.ts'

/** A piece of flattened text: a label of a form, a figure as printed, or any other word; `from` and `to` bound it in the text. */
export interface Piece {
  readonly kind: 'label' | 'figure' | 'word'
  readonly from: number
  readonly to: number
  /** Of a label; empty otherwise. */
  readonly roles: ReadonlySet<LabelRole>
  /** No white space before it. */
  readonly glued: boolean
}

const noRoles: ReadonlySet<LabelRole> = new Set()
const units = '件|条|项|笔|个|次|份|人|元|万元|万|亿元'
/** A number with sign, unit and bracketed note, or one of the signs that stand for a blank. */
const figure = new RegExp(
  `^(?:[+＋\\-－]?[\\d０-９](?:[\\d０-９,，.．]*[\\d０-９])?(?:${units})?(?:[（(][^（()）]{1,40}[)）])?|[-－—–/／]|无)$`,
  'u',
)
/** A unit or a note that white space parted from its number. */
const belongsToFigure = new RegExp(`^(?:${units}|[（(][^（()）]{1,40}[)）])$`, 'u')

/** Cuts a text into pieces. A label may run over white space (`商业 企业`) and figures may touch labels (`规章000`). */
export function piecesOf(text: string, labels: FlattenedLabels): readonly Piece[] {
  const folded = foldText(text)
  const pieces: Piece[] = []
  let at = 0
  while (at < folded.chars.length) {
    const cut = cutWord(text, folded, at, labels)
    pieces.push(...cut.pieces)
    at = cut.end
  }
  return joinNotes(text, pieces)
}

interface Folded {
  readonly chars: string
  /** By place in `chars`: the place in the printed text. */
  readonly printed: readonly number[]
  /** Places in `chars` before which white space stands, and the end. */
  readonly wordStarts: ReadonlySet<number>
  /** By place in `chars`: the end of its word. */
  readonly wordEnd: readonly number[]
}

function foldText(text: string): Folded {
  const printed: number[] = []
  const wordStarts = new Set<number>()
  const chars: string[] = []
  let length = 0
  let gap = true
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (!isHan(character) && /\s/u.test(character)) gap = true
    // A character that folds to nothing (a zero-width space) belongs to the word around it.
    for (const one of fold(character)) {
      if (gap) wordStarts.add(length)
      gap = false
      chars.push(one)
      length += one.length
      printed.push(at)
    }
  }
  wordStarts.add(length)
  const wordEnd: number[] = []
  for (let at = length - 1, end = length; at >= 0; at -= 1) {
    wordEnd[at] = end
    if (wordStarts.has(at)) end = at
  }
  return { chars: chars.join(''), printed, wordStarts, wordEnd }
}

/** So many labels and figures on end are a table even where its last word runs on into prose; fewer may be prose themselves. */
const certain = 4

/** The pieces from the start of a word up to where a word ends, or that word as it is when it is not made of labels and figures. */
function cutWord(
  text: string,
  folded: Folded,
  start: number,
  labels: FlattenedLabels,
): { readonly pieces: readonly Piece[]; readonly end: number } {
  const pieces: Piece[] = []
  const add = (kind: Piece['kind'], from: number, to: number, roles = noRoles): void => {
    const [first = 0, last = 0] = [folded.printed[from], folded.printed[to - 1]]
    pieces.push({ kind, from: first, to: last + 1, roles, glued: from > start })
  }
  let at = start
  do {
    const label = labelAt(folded, at, labels)
    const to = label ? at + label.folded.length : figureEnd(text, folded, at, labels)
    if (to === null) {
      const kept = pieces.length >= certain
      if (!kept) pieces.length = 0
      const end = folded.wordEnd[kept ? at : start] ?? folded.chars.length
      add('word', kept ? at : start, end)
      return { pieces, end }
    }
    add(label ? 'label' : 'figure', at, to, label?.roles)
    at = to
  } while (!folded.wordStarts.has(at))
  return { pieces, end: at }
}

const labelAt = ({ chars }: Folded, at: number, labels: FlattenedLabels): FlattenedLabel | undefined =>
  labels.get(chars.charAt(at))?.find(({ folded }) => chars.startsWith(folded, at))

/** The number of a chapter (`三、`), which may touch the last figure of a table. */
const chapter = /^[一二三四五六七八九十]{1,2}、/u

/** The end of the figure that begins here: at the first label or chapter behind it within the word, or at the end of the word. */
function figureEnd(text: string, folded: Folded, at: number, labels: FlattenedLabels): number | null {
  if (!/[\d+\-—–/无]/u.test(folded.chars.charAt(at))) return null
  const wordEnd = folded.wordEnd[at] ?? folded.chars.length
  for (let to = at + 1; to <= wordEnd; to += 1) {
    if (to < wordEnd && !labelAt(folded, to, labels) && !chapter.test(folded.chars.slice(to, to + 3)))
      continue
    const printed = text.slice(folded.printed[at] ?? 0, (folded.printed[to - 1] ?? 0) + 1)
    if (figure.test(printed)) return to
  }
  return null
}

/** `55 （含自然失效29件）` and `2 笔` are one figure. */
function joinNotes(text: string, pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    const belongs =
      piece.kind === 'word' &&
      before?.kind === 'figure' &&
      belongsToFigure.test(text.slice(piece.from, piece.to))
    if (belongs) joined.splice(-1, 1, { ...before, to: piece.to })
    else joined.push(piece)
  }
  return joined
}
