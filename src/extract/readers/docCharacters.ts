import { DocFields } from './docFields.ts'
import type { DocLook } from './docLook.ts'
import type { DocRun } from './docRuns.ts'
import type { Story } from './docxStory.ts'
import { showsMore } from './fieldResult.ts'
import type { Block } from '../../model/document.ts'

/** What stands at characters of the text, beside it. */
export interface Beside {
  /** The words of the text box that is anchored at this character; null where there is none. */
  readonly boxAt: (character: number) => readonly Block[] | null
  /** Whether the author typed the mark of a note here. */
  readonly isTypedMark: (character: number) => boolean
}

const controls = /[\x00-\x08\x0b-\x1f]/u

/** What is printed for a control character that is no picture, field or mark. */
const printed: Readonly<Record<string, string>> = {
  '\x0b': '\n',
  '\x0c': '\n',
  '\x0e': '\n',
  '\x1e': '-',
}

/** Puts the characters of one text (body or text box) into its stories, as they are printed. */
export class DocCharacters {
  readonly #text: string
  readonly #beside: Beside
  readonly #fields = new DocFields()

  constructor(text: string, beside: Beside) {
    this.#text = text
    this.#beside = beside
  }

  /** A run that is not deleted. */
  write(story: Story, { start, end, look }: DocRun): void {
    const { text } = story
    text.endRun()
    text.dress(look, 'run')
    text.hidden ||= look.tiny === true
    text.raised ||= this.#beside.isTypedMark(start)
    const words = this.#text.slice(start, end)
    if (look.special !== true && !controls.test(words)) this.#append(story, words)
    else for (let at = start; at < end; at += 1) this.#character(story, at, look)
  }

  finish(): void {
    this.#fields.finish()
  }

  #append(story: Story, words: string): void {
    if (words === '') return
    if (this.#fields.hides()) this.#fields.instruct(words)
    else {
      if (!story.text.hidden && words.trim() !== '') this.#fields.print()
      story.text.append(words)
    }
  }

  #character(story: Story, at: number, look: DocLook): void {
    const character = this.#text.charAt(at)
    if (character >= '\x13' && character <= '\x15') this.#field(story, character)
    else if (look.special === true && look.symbol !== undefined) this.#append(story, look.symbol)
    else if (character === '\x01' || character === '\x08') {
      if (look.special === true && look.data !== true && !this.#fields.hides()) this.#object(story, at)
    } else if (controls.test(character)) this.#append(story, printed[character] ?? '')
    else this.#append(story, character)
  }

  #field(story: Story, character: string): void {
    const ended = this.#fields.mark(character)
    if (ended === null || story.text.hidden || this.#fields.hides()) return
    if (showsMore(ended)) story.pictures += 1
  }

  /** A picture or an embedded thing, which may be a figure; or a text box. */
  #object(story: Story, at: number): void {
    if (story.text.hidden) return
    this.#fields.print()
    const box = this.#beside.boxAt(at)
    if (box === null) story.pictures += 1
    else story.addBox(box)
  }
}
