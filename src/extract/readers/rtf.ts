import type { Block, Document } from '../../model/document.ts'
import { OpenField, showsMore } from './fieldResult.ts'
import { RtfCharsets } from './rtfCharsets.ts'
import { characterWords, destinationOf } from './rtfDestinations.ts'
import { changed, firstState, type RtfState } from './rtfLook.ts'
import { RtfStory } from './rtfStory.ts'
import { walkRtf, type RtfReader } from './rtfTokens.ts'
import { RtfHeads } from './rtfHeads.ts'

/**
 * Reads RTF (Rich Text Format Specification 1.9.1): its words in reading order, tables with true spans also where they are
 * nested, automatic numbers as the writer left them for older readers, text boxes where they are anchored; results of
 * fields without their instructions, no hidden or deleted text. Headers, footers, notes and comments are not part of the
 * words, as in a docx. Bytes are read in the charset of their font, else of the document (`\ansicpg936`), characters of
 * `\u` as they are. Throws `unreadable-file` (cut off, rows that contradict themselves) or `too-large` (more than
 * 64 columns, 2,000 rows, 256 levels, 128,000 cells). Work is bounded by the length of the file.
 */
export function readRtf(bytes: Uint8Array): Document {
  const reader = new BodyReader()
  walkRtf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), reader)
  return { container: 'rtf', charset: reader.charset, blocks: reader.finish(), metas: {} }
}

/** A group, and what ends with it. */
interface Group {
  readonly state: RtfState
  /** The text around a text box that this group is. */
  readonly around: RtfStory | null
  readonly nestedRow: boolean
  /** The field around the one that this group is. */
  readonly field: OpenField | null
}

const rowWords = /^(?:trowd|trleft|cellx|cl(?:v?m(?:gf|rg)))$/u

class BodyReader implements RtfReader {
  readonly #charsets = new RtfCharsets()
  readonly #heads = new RtfHeads(this.#charsets)
  readonly #groups: Group[] = []
  #story = new RtfStory()
  #state = firstState
  #nestedRow = false
  #around: RtfStory | null = null
  /** The innermost field that is open. */
  #field: OpenField | null = null
  /** Bytes that are not decoded yet: a Chinese character takes several. */
  #pending = ''
  /** Bytes still to be passed over, for readers without Unicode. */
  #fallback = 0
  /** Right behind `\*`. */
  #marked = false

  get charset(): string {
    return this.#charsets.document
  }

  finish(): readonly Block[] {
    this.#flush()
    this.#story.endParagraph(firstState)
    return this.#story.finish()
  }

  openGroup(): void {
    this.#flush()
    this.#groups.push({
      state: this.#state,
      around: this.#around,
      nestedRow: this.#nestedRow,
      field: this.#field,
    })
    this.#around = null
    this.#marked = false
    this.#fallback = 0
  }

  closeGroup(): void {
    this.#flush()
    if (this.#around !== null) this.#leaveBox(this.#around)
    const group = this.#groups.pop()
    if (group !== undefined) {
      this.#leaveField(group)
      this.#state = group.state
      this.#around = group.around
      this.#nestedRow = group.nestedRow
    }
    this.#fallback = 0
  }

  bytes(text: string): void {
    const passed = Math.min(this.#fallback, text.length)
    this.#fallback -= passed
    this.#pending += text.slice(passed)
  }

  control(word: string, value: number | null): void {
    if (word === 'u' && value !== null) {
      this.#write(String.fromCharCode(value & 0xffff))
      this.#fallback = this.#state.fallback
      return
    }
    if (this.#fallback > 0) {
      this.#fallback -= 1
      return
    }
    this.#flush()
    if (word === '*') this.#marked = true
    else {
      const marked = this.#marked
      this.#marked = false
      const { destination } = this.#state
      const passed =
        destination === 'nothing' ||
        destination === 'instructions' ||
        (destination === 'older' && word !== 'ud')
      if (!passed) this.#obey(word, value, marked)
    }
  }

  #obey(word: string, value: number | null, marked: boolean): void {
    const destination = destinationOf(word, marked)
    if (destination !== null) {
      if (word === 'pict' || word === 'objdata') this.#picture()
      this.#state = { ...this.#state, destination }
    } else if (this.#state.destination === 'fonts' || this.#state.destination === 'colours') {
      this.#heads.control(this.#state.destination, word, value)
    } else if (rowWords.test(word)) this.#story.define(word, value, this.#state, this.#nestedRow)
    else this.#print(word, value)
  }

  #print(word: string, value: number | null): void {
    const character = characterWords[word]
    if (character !== undefined) this.#write(character)
    else if (word === 'par' || word === 'sect') this.#story.endParagraph(this.#state)
    else if (word === 'cell') this.#story.endCell(this.#state, 1)
    else if (word === 'nestcell') this.#story.endCell(this.#state, this.#story.depthOf(this.#state))
    else if (word === 'row') this.#story.endRow(1)
    else if (word === 'nestrow') this.#story.endRow(this.#story.depthOf(this.#state))
    else if (word === 'nesttableprops') this.#nestedRow = true
    else if (word === 'field') this.#field = new OpenField()
    else if (word === 'fldrslt' && this.#field !== null) this.#field.inResult = true
    else if (word === 'shp') this.#picture()
    else if (word === 'shptxt' || word === 'dptxbxtext') this.#enterBox()
    else if (word === 'ansicpg') this.#charsets.useCodePage(value ?? 0)
    else if (word === 'deff') this.#heads.usualFont = value ?? 0
    else this.#state = changed(this.#state, word, value, this.#heads)
  }

  /** What it shows is not known; text boxes in it are words, and take it back. */
  #picture(): void {
    if (this.#state.hidden || this.#state.deleted) return
    if (this.#field !== null) this.#field.printed = true
    this.#story.at(this.#state).pictures += 1
  }

  /** At the end of a group: the field that began in it ends. */
  #leaveField({ field, state }: Group): void {
    const ended = this.#field
    if (ended === null || ended === field) return
    this.#field = field
    if (field !== null) field.printed ||= ended.printed
    const isShown = !state.hidden && !state.deleted && state.destination === 'words'
    if (isShown && showsMore(ended.end())) this.#story.at(state).pictures += 1
  }

  #enterBox(): void {
    const story = this.#story.at(this.#state)
    story.pictures = Math.max(0, story.pictures - 1)
    this.#around = this.#story
    this.#story = new RtfStory()
    this.#state = { ...this.#state, inTable: false, depth: 0 }
  }

  #leaveBox(around: RtfStory): void {
    const { state } = this.#groups.at(-1) ?? { state: firstState }
    this.#story.endParagraph({ ...this.#state, deleted: false })
    const blocks = this.#story.finish()
    this.#story = around
    if (!state.hidden && !state.deleted) around.at(state).addBox(blocks)
  }

  #flush(): void {
    const pending = this.#pending
    if (pending === '') return
    this.#pending = ''
    if (this.#state.destination === 'fonts' || this.#state.destination === 'colours') {
      this.#heads.bytes(this.#state.destination, pending)
    } else if (this.#state.destination === 'words' || this.#state.destination === 'number') {
      this.#words(this.#charsets.decode(pending, this.#state.font))
    } else if (this.#state.destination === 'instructions') this.#field?.instruct(pending)
  }

  #words(words: string): void {
    const { hidden, deleted, destination } = this.#state
    if (this.#field !== null && !hidden && !deleted && destination === 'words' && words.trim() !== '')
      this.#field.printed = true
    this.#story.write(words, this.#state)
  }

  #write(text: string): void {
    this.#flush()
    const { destination } = this.#state
    if (destination === 'words' || destination === 'number') this.#words(text)
  }
}
