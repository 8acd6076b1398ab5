import type { DecodedText } from '../../model/decodeText.ts'
import type { Document } from '../../model/document.ts'
import { HtmlFlow } from './htmlFlow.ts'
import { HiddenStretch, isBlock, isHidden } from './htmlHidden.ts'
import { HtmlPlaces } from './htmlPlaces.ts'
import { HtmlTables } from './htmlTables.ts'
import { walkTags, type Attributes } from './htmlTags.ts'

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/**
 * Reads a page as a browser prints it: paragraphs line by line, tables with true spans, metas and title.
 * One walk over the tags, no tree: time and memory grow with the page, however deep it nests.
 * @throws NianbaoError `unreadable-file` for a table or a nesting of tables beyond every report
 */
export function readHtml({ text, charset }: Pick<DecodedText, 'text' | 'charset'>): Document {
  const reader = new HtmlReader()
  walkTags(text, reader)
  return reader.finish(charset)
}

class HtmlReader {
  private readonly places = new HtmlPlaces()
  private readonly page = new HtmlFlow(this.places)
  private readonly tables = new HtmlTables(this.page, this.places)
  private readonly metas = new Map<string, string>()
  private readonly openElements = new Map<string, number>()
  private hidden: HiddenStretch | null = null
  private title: string | null = null

  open(name: string, attributes: Attributes): void {
    if (name === 'meta') this.keepMeta(attributes)
    if (this.hidden) {
      if (voids.has(name) || this.hidden.open(name) === 'inside') return
      this.hidden = null
    }
    if (voids.has(name)) {
      if (name === 'br' || name === 'hr') this.tables.flow.break()
    } else if (isHidden(name, attributes)) {
      this.hidden = new HiddenStretch(name, (outer) => (this.openElements.get(outer) ?? 0) > 0)
    } else {
      this.openVisible(name, attributes)
    }
  }

  close(name: string): void {
    if (this.hidden) {
      const verdict = this.hidden.close(name)
      if (verdict === 'inside') return
      this.hidden = null
      if (verdict === 'ends') return
    }
    if (name === 'title') this.keepTitle()
    const open = this.openElements.get(name) ?? 0
    if (open > 0) this.openElements.set(name, open - 1)
    this.tables.close(name)
    // `</br>` and a `</p>` without `<p>` print as `<br>` and an empty paragraph (HTML standard, 13.2.6.4.7).
    if (isBlock(name) || name === 'br') this.tables.flow.break()
    this.places.close(name)
  }

  text(text: string): void {
    if (this.hidden) return
    if (this.title !== null) this.title += text
    else if ((this.openElements.get('pre') ?? 0) > 0) this.preformatted(text)
    else this.tables.flow.text(this.marked(text))
  }

  finish(charset: string): Document {
    this.keepTitle()
    this.tables.closeAll()
    return {
      container: 'html',
      charset,
      blocks: this.page.asBlocks(),
      metas: Object.fromEntries(this.metas),
      homes: this.places.homes,
    }
  }

  private openVisible(name: string, attributes: Attributes): void {
    this.openElements.set(name, (this.openElements.get(name) ?? 0) + 1)
    if (name === 'title') this.title = ''
    if (isBlock(name)) this.tables.flow.break()
    this.tables.open(name, attributes)
    this.places.open(name)
  }

  /**
   * A raised or lowered digit is no digit of the number beside it (`60<sup>1</sup>`), and struck text is not what its author
   * means: both get a sign that keeps them from being read as figures.
   */
  private marked(text: string): string {
    const isOpen = (name: string): boolean => (this.openElements.get(name) ?? 0) > 0
    if ((isOpen('sup') || isOpen('sub')) && /^\s*\d/u.test(text)) return `^${text}`
    return (isOpen('s') || isOpen('strike')) && text.trim() !== '' ? `~${text}` : text
  }

  private preformatted(text: string): void {
    const [first = '', ...rest] = text.split('\n')
    this.tables.flow.text(first)
    for (const line of rest) {
      this.tables.flow.break()
      this.tables.flow.text(line)
    }
  }

  /** The first of two metas with one name counts, unless it is empty. */
  private keepMeta(attributes: Attributes): void {
    const name = (attributes.get('name') ?? attributes.get('property'))?.trim().toLowerCase()
    const content = attributes.get('content')?.trim()
    if (name && content && !this.metas.has(name)) this.metas.set(name, content)
  }

  /** `<title>` comes before a `<meta name=title>`, which some platforms set to the name of the site. */
  private keepTitle(): void {
    const title = this.title?.replaceAll(/\s+/gu, ' ').trim()
    this.title = null
    if (title) this.metas.set('title', title)
  }
}
