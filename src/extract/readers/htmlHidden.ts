import type { Attributes } from './htmlTags.ts'

/**
 * Elements whose content is no text of the page: what a browser does not print, Word's island of document properties (`xml`),
 * what a tracked change deleted (`del`), and what stands above the words (`rt`: pinyin, a mark).
 */
const neverPrinted = new Set(
  'script style template noscript select object iframe noembed noframes svg math xml del rt rp datalist audio video canvas'.split(
    ' ',
  ),
)

/** Elements that show something which is no text of the page; a script may write where it stands. */
const objects = new Set(
  'img embed object iframe svg math canvas video select script progress meter'.split(' '),
)
/** An `<input>` that shows its value as text; without a type it is one. */
const textInputs = new Set(['', 'text', 'number', 'tel', 'search', 'url', 'email'])

/** Whether an element keeps its content from the reader: by its name, or by what its attributes and styles say. */
export const isHidden = (name: string, attributes: Attributes, gone: boolean): boolean =>
  neverPrinted.has(name) || gone || (name === 'dialog' && !attributes.has('open'))

/** What an element shows in place of words: `text` of an input, an `object`, or nothing. A picture of a few points is a spacer. */
export function shownBy(
  name: string,
  attributes: Attributes,
): { readonly kind: 'text'; readonly text: string } | { readonly kind: 'object' } | null {
  if (name === 'input') {
    const type = (attributes.get('type') ?? '').trim().toLowerCase()
    if (type === 'hidden') return null
    return textInputs.has(type) ? { kind: 'text', text: attributes.get('value') ?? '' } : { kind: 'object' }
  }
  if (!objects.has(name)) return null
  const tiny = ['width', 'height'].some((side) => /^\s*[0-3](?:px)?\s*$/iu.test(attributes.get(side) ?? ''))
  return tiny ? null : { kind: 'object' }
}

const blocks = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary table ul'
  ).split(' '),
)

/** Whether an element begins and ends a line of its own. */
export const isBlock = (name: string): boolean => blocks.has(name)

export const isTablePart = (name: string): boolean => tableParts.has(name)
const tableParts = new Set('caption col colgroup tbody thead tfoot tr td th'.split(' '))

/** What a hidden stretch makes of a tag: still inside, at its end with this tag, or over before this tag. */
type Verdict = 'inside' | 'ends' | 'over'

/** A hidden stretch of the page: from the opening tag of a hidden element to where a browser closes it. */
export class HiddenStretch {
  private readonly name: string
  private readonly openInside = new Map<string, number>()
  private readonly isOpenOutside: (name: string) => boolean

  constructor(name: string, isOpenOutside: (name: string) => boolean) {
    this.name = name
    this.isOpenOutside = isOpenOutside
  }

  open(name: string): Verdict {
    if (this.tablesInside === 0 && this.endsBefore(name)) return 'over'
    this.openInside.set(name, (this.openInside.get(name) ?? 0) + 1)
    return 'inside'
  }

  close(name: string): Verdict {
    if (isTablePart(name)) return this.closePart(name)
    const inside = this.openInside.get(name) ?? 0
    if (inside > 0) {
      this.openInside.set(name, inside - 1)
      return 'inside'
    }
    if (name === this.name) return 'ends'
    return this.isOpenOutside(name) ? 'over' : 'inside'
  }

  /** Rows and cells of inner tables close with or without end tags, so only the tables are counted. */
  private closePart(name: string): Verdict {
    if (this.tablesInside > 0 || this.name === 'table') return 'inside'
    return name === this.name ? 'ends' : 'over'
  }

  private get tablesInside(): number {
    return this.openInside.get('table') ?? 0
  }

  /** End tags that may be left out (HTML standard, 13.1.2.4). */
  private endsBefore(name: string): boolean {
    if (isTablePart(name)) return this.name !== 'table'
    if (this.name === 'p') return isBlock(name)
    return this.name === 'li' && name === 'li'
  }
}
