import { hexColour, isUnseenOn, isWhite } from './docxColour.ts'
import type { Story } from './docxStory.ts'
import { isMoved, isOn, isRaised } from './docxStyles.ts'
import type { Tag } from './docxTags.ts'
import { byName, type WordName } from './docxVocabulary.ts'

type WordTag = Tag<WordName>

/** What properties of runs, paragraphs, rows and cells do to the story in which they stand. */
export const properties = byName<(story: Story, tag: WordTag) => void>({
  vanish(story, tag) {
    if (ofRun(tag)) story.text.hidden = isOn(tag.attribute('val'))
  },
  strike(story, tag) {
    if (ofRun(tag)) story.text.struck = isOn(tag.attribute('val'))
  },
  dstrike(story, tag) {
    if (ofRun(tag)) story.text.struckTwice = isOn(tag.attribute('val'))
  },
  vertAlign(story, tag) {
    if (ofRun(tag)) story.text.raised = isRaised(tag.attribute('val'))
  },
  position(story, tag) {
    if (ofRun(tag)) story.text.moved = isMoved(tag.attribute('val'))
  },
  rtl(story, tag) {
    if (ofRun(tag)) story.text.fromRight = isOn(tag.attribute('val'))
  },
  color(story, tag) {
    if (!ofRun(tag)) return
    story.text.colour = hexColour(tag.attribute('val'))
    story.text.white =
      isWhite(tag) || isUnseenOn(story.text.colour, story.text.ground ?? story.cell?.ground ?? null)
  },
  shd(story, tag) {
    const ground = hexColour(tag.attribute('fill'))
    if (tag.parent === 'tcPr' && story.cell !== null) story.cell.ground = ground
    if (!ofRun(tag)) return
    story.text.ground = ground
    story.text.white ||= isUnseenOn(story.text.colour, ground)
  },
  'w14:noFill'(story, tag) {
    if (tag.parent === 'w14:textFill') story.text.white = true
  },
  sz(story, tag) {
    if (ofRun(tag) && Number(tag.attribute('val')) <= leastSize) story.text.hidden = true
  },
  drawing: picture,
  pict: picture,
  object: picture,
  footnoteReference: noteMark,
  endnoteReference: noteMark,
  pStyle(story, tag) {
    story.style = tag.attribute('val')
  },
  numId(story, tag) {
    story.numId = tag.attribute('val')
  },
  ilvl(story, tag) {
    story.level = tag.attribute('val')
  },
  gridBefore(story, tag) {
    if (story.table?.row) story.table.row.before = columns(tag.attribute('val'), 0)
  },
  hidden(story, tag) {
    if (tag.parent === 'trPr' && story.table?.row) story.table.row.gone ||= isOn(tag.attribute('val'))
  },
  gridSpan(story, tag) {
    if (story.cell !== null) story.cell.span = columns(tag.attribute('val'), 1)
  },
  vMerge(story, tag) {
    if (story.cell !== null) story.cell.vertical = merge(tag)
  },
  hMerge(story, tag) {
    if (story.cell !== null) story.cell.horizontal = merge(tag)
  },
  cellDel(story) {
    if (story.cell !== null) story.cell.deleted = true
  },
  del: deletion,
  moveFrom: deletion,
})

/** In properties `w:del` says that the row, or the end of the paragraph, is deleted. */
function deletion(story: Story, tag: WordTag): void {
  if (tag.parent === 'trPr' && story.table?.row) story.table.row.gone = true
  if (tag.parent === 'rPr' && tag.grandparent === 'pPr') story.markDeleted = true
}

/** Half points: letters of one point are a line of dots. */
const leastSize = 2

/** What it shows is not known; text boxes in it are words, and take it back. */
function picture(story: Story): void {
  if (!story.text.hidden) story.pictures += 1
}

/** The number of a note is not in the text; but a mark that the author typed follows in the same run. */
function noteMark(story: Story, tag: WordTag): void {
  story.text.raised ||= isOn(tag.attribute('customMarkFollows') ?? '0')
}

/** Properties of a run, not those of the paragraph's end. */
function ofRun(tag: WordTag): boolean {
  return tag.parent === 'rPr' && tag.grandparent === 'r'
}

function merge(tag: WordTag): 'restart' | 'continue' {
  return tag.attribute('val') === 'restart' ? 'restart' : 'continue'
}

/** A number of grid columns; what is no number counts as not said. */
function columns(value: string | null, least: number): number {
  return value !== null && /^\s*\+?[0-9]+\s*$/u.test(value) ? Math.max(Number(value), least) : least
}
