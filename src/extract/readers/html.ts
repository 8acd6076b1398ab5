import type { DecodedText } from '../../model/decodeText.ts'
import type { Document } from '../../model/document.ts'
import { HtmlFlow } from './htmlFlow.ts'
import { HiddenStretch, isBlock, isHidden, isTablePart, shownBy } from './htmlHidden.ts'
import { HtmlOpenLooks } from './htmlOpenLooks.ts'
import { HtmlPlaces } from './htmlPlaces.ts'
import { HtmlSheet, type SheetLook } from './htmlSheet.ts'
import { sheetTextsOf } from './htmlSheetTexts.ts'
import { isGone, isUnsure, lookOfColour, lookOfName, plain, together, type Look } from './htmlStyle.ts'
import { HtmlTables } from './htmlTables.ts'
import { walkTags, type Attributes } from './htmlTags.ts'

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/**
 * Reads a page as a browser prints it (HTML standard, 13.2; decisions 0004, 0054): decoded text in; paragraphs line by line, tables
 * with true spans, metas and title out. What styles in the page hide, strike or raise is not read as figures; styles in other
 * files and what a script shows or hides are not known.
 * One walk over the tags, no tree: time and memory grow with the page (3 MB of any one construct: some seconds). Bounds of our
 * own, beyond every report: `bounds` of htmlGrid (2,000 rows, 64 columns, tables 64 deep; more is refused), 200 elements with a
 * look in each other (deeper ones put the digits of the rest in doubt), 5,000 rules of sheets that matter (more are not known).
 * @throws NianbaoError `unreadable-file` for words of a table beyond these rows or columns, and for tables nested deeper
 */
export function readHtml({ text, charset }: Pick<DecodedText, 'text' | 'charset'>): Document {
  const sheet = new HtmlSheet(sheetTextsOf(text))
  const reader = new HtmlReader(sheet)
  walkTags(text, reader, sheet.asked)
  return reader.finish(charset)
}

/** By its name and attributes alone; a style that displays it overrules `hidden` (HTML standard, 15.3.1). */
function lookOfTag(name: string, attributes: Attributes): Look {
  if (attributes.has('hidden') || attributes.has('popover')) return { display: 'none' }
  if (name === 'details' && !attributes.has('open')) return { folded: true }
  return name === 'a' && attributes.has('href') ? { linked: true } : lookOfName(name)
}

/** A cell or row that is there and not seen is a blank one; taken away, it would move those beside it under other headings. */
const keepsPlace = (name: string, { display }: Look): boolean => display !== 'none' && isTablePart(name)

/** What name, sheets, `color` and style together make of an element. */
function lookOfAll(
  name: string,
  says: {
    readonly byName: Look
    readonly bySheet: SheetLook | null
    readonly colour: string | undefined
    readonly byStyle: Look
  },
): Look {
  const { byName, bySheet, colour, byStyle } = says
  const { raised, room, unsure, ground, apart, line, ...look } = together([
    byName,
    bySheet?.usual ?? plain,
    colour === undefined ? plain : lookOfColour(colour),
    byStyle,
    bySheet?.important ?? plain,
  ])
  const overruled = unsure === 'display' && byStyle.display === 'some'
  // of a cell `vertical-align` says where its words stand, not that they are raised, and its width is the least that it has
  return {
    ...look,
    ...(raised !== undefined && !isTablePart(name) && { raised }),
    ...(room !== undefined && !isTablePart(name) && { room }),
    ...(line !== undefined && !isTablePart(name) && name !== 'table' && { line }),
    ...(apart !== undefined && !isTablePart(name) && { apart }),
    ...(ground !== undefined && !isTablePart(name) && { ground }),
    ...(unsure !== undefined && !overruled && { unsure }),
  }
}

class HtmlReader {
  private readonly places = new HtmlPlaces()
  private readonly page = new HtmlFlow(this.places)
  private readonly tables = new HtmlTables(this.page, this.places)
  private readonly metas = new Map<string, string>()
  private readonly openElements = new Map<string, number>()
  private readonly sheet: HtmlSheet
  private readonly looks = new HtmlOpenLooks()
  /** The looks of `style` attributes met so far; and what each makes of an element that nothing else speaks of, by its name. */
  private readonly styles = new Map<string, { readonly look: Look; readonly alone: Map<string, Look> }>()
  private hidden: HiddenStretch | null = null
  /** Whether the words before were part of a link, and whether they stand elsewhere. */
  private lastLinked = false
  private lastApart = false
  /** Whether an element that stands elsewhere began or ended behind the last words. */
  private seam = false
  private title: string | null = null

  constructor(sheet: HtmlSheet) {
    this.sheet = sheet
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'meta') this.keepMeta(attributes)
    if (this.hidden) {
      if (voids.has(name) || this.hidden.open(name) === 'inside') return
      this.hidden = null
    }
    const look = this.lookOf(name, attributes)
    if (!isGone(look)) this.show(name, attributes)
    if (voids.has(name)) {
      if (name === 'br' || name === 'hr') this.tables.flow.break()
    } else if (isHidden(name, attributes, isGone(look) && !keepsPlace(name, look))) {
      this.hidden = new HiddenStretch(name, (outer) => (this.openElements.get(outer) ?? 0) > 0)
    } else {
      this.openVisible(name, attributes, look)
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
    const ended = this.looks.end(name)
    this.tables.close(name)
    // `</br>` and a `</p>` without `<p>` print as `<br>` and an empty paragraph (HTML standard, 13.2.6.4.7).
    if (isBlock(name) || name === 'br' || ended?.line === true) this.tables.flow.break()
    if (ended?.apart === true) this.seam = true
    this.places.close(name)
    this.sheet.close(name)
  }

  text(text: string): void {
    if (this.hidden) return
    if (this.title !== null) this.title += text
    else if ((this.openElements.get('pre') ?? 0) > 0) this.preformatted(text)
    else this.words(text)
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

  private openVisible(name: string, attributes: Attributes, look: Look): void {
    this.openElements.set(name, (this.openElements.get(name) ?? 0) + 1)
    if (name === 'title') this.title = ''
    if (isBlock(name) || look.line === true) this.tables.flow.break()
    if (look.apart === true) this.seam = true
    this.tables.open(name, attributes)
    this.looks.begin(name, look, this.tables.flow)
    if (look.adds === true || look.ground === true) this.tables.flow.object()
    this.places.open(name)
    this.sheet.open(name, attributes)
  }

  /** By its name, the page's own sheets, `color`, and its style, which counts most. */
  private lookOf(name: string, attributes: Attributes): Look {
    const byName = lookOfTag(name, attributes)
    const bySheet = this.sheet.lookOf(name, attributes)
    if (attributes.size === 0 && bySheet === null) return byName
    const style = attributes.get('style')
    const colour = attributes.get('color')
    const own = style === undefined ? null : this.lookOfStyle(style)
    const byStyle = own?.look ?? plain
    if (colour !== undefined || bySheet !== null || byName !== plain || own === null)
      return byStyle === plain && colour === undefined && bySheet === null
        ? byName
        : lookOfAll(name, { byName, bySheet, colour, byStyle })
    if (byStyle === plain) return byName
    const known = own.alone.get(name)
    if (known !== undefined) return known
    const look = lookOfAll(name, { byName, bySheet, colour, byStyle })
    own.alone.set(name, look)
    return look
  }

  /** A page repeats a handful of styles in thousands of cells. */
  private lookOfStyle(style: string): { readonly look: Look; readonly alone: Map<string, Look> } {
    const known = this.styles.get(style)
    if (known !== undefined) return known
    const fresh = { look: this.sheet.lookOfStyle(style), alone: new Map<string, Look>() }
    this.styles.set(style, fresh)
    return fresh
  }

  private show(name: string, attributes: Attributes): void {
    const shown = shownBy(name, attributes)
    if (shown === null || this.looks.at(this.tables.flow)?.gone === true) return
    if (shown.kind === 'text') this.words(shown.text)
    else this.tables.flow.object()
  }

  /**
   * A raised or lowered digit is no digit of the number beside it (`60<sup>1</sup>`), struck text is not what its author
   * means, and white digits may or may not be seen: all get a sign that keeps them from being read as figures.
   */
  private words(text: string): void {
    const { flow } = this.tables
    const look = this.looks.at(flow)
    // 12 and a linked 1 are a figure and a note's mark; a digit that floats stands elsewhere
    const linked = look?.linked === true
    const apart = look?.apart === true
    const parts = this.seam || linked !== this.lastLinked || apart !== this.lastApart
    if (parts && flow.endsWithDigit && /^[\d０-９]/u.test(text)) flow.text('^')
    this.lastLinked = linked
    this.lastApart = apart
    this.seam = false
    // a box in a cell hides figures; one around paragraphs and tables of a page is opened by who reads the report
    if (look?.folded === true && flow !== this.page) return
    if (look === null) flow.text(text)
    else if (look.gone === true || look.size === 'none' || look.ink === 'none') return
    else if (look.struck && text.trim() !== '') flow.text(`~${text}`)
    else if (look.raised && /^\s*\d/u.test(text)) flow.text(`^${text}`)
    else if (isUnsure(look) && /^[\s\d.,]+$/u.test(text) && /\d/u.test(text)) flow.text(`~${text}`)
    else flow.text(text)
  }

  private preformatted(text: string): void {
    const [first = '', ...rest] = text.split('\n')
    this.words(first)
    for (const line of rest) {
      this.tables.flow.break()
      this.words(line)
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
