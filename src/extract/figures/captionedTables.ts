import type { Block, Table } from '../../model/document.ts'

/** A table with the lines around it that may say in which unit its figures are. */
export interface CaptionedTable extends Table {
  readonly captions?: readonly string[]
  /** The heading of its chapter, and the short lines right above it. */
  readonly titles?: readonly string[]
  /** Only another table, or the number of a page, stands before it: it may go on with that table. */
  readonly adjacent?: boolean
  /** The paragraph after the table: empty at the end of the document and before another table. */
  readonly followedBy?: string
}

/** A note below a table that speaks of units: anything longer is prose. */
const longestNote = 60

/** `三、收到和处理政府信息公开申请情况`: what was said above holds no longer. */
export const isChapter = (text: string): boolean =>
  /^(?:[一二三四五六七八九十]{1,2}、|第[一-十]+[章部])/u.test(text)

/** A line that entitles a table is no sentence, and no longer than this. */
const longestTitle = 45
/** So many lines may stand between a table and its title: its number, its unit of measure. */
const mostTitles = 5

/** Whether a line may entitle what stands below it. */
export const isTitle = (text: string): boolean =>
  text.replace(/\s+/gu, '').length <= longestTitle && !/[。；;！!？?]/u.test(text)

/** The number of a page, 续表, a unit of measure: a table that follows may go on with the one before. */
const saysNothing = (text: string): boolean =>
  /^[\s\-–—第/]*\d{0,3}[\s\-–—页/]*$|^[（(]?(?:续表?|接上[表页]|(?:计量)?单位[:：][件万元项条、,，/]+)[)）]?$/u.test(
    text.replace(/\s+/gu, ''),
  )

/** The lines right above a table that may be its title, in order: what stands behind the last sentence. */
function titlesIn(lines: readonly string[]): readonly string[] {
  const sentence = lines.findLastIndex((line) => !isTitle(line))
  const sentences = (lines[sentence] ?? '').split(/[。；;！!？?]/u)
  const rest = [...sentences.slice(-1), ...sentences.slice(-2, -1).filter((last) => leadsToTable.test(last))]
  return [...rest, ...lines.slice(Math.max(sentence + 1, lines.length - mostTitles))].flatMap(partsOf)
}

/** 具体情况见下表。 */
const leadsToTable = /下表|如下|附表|见表/u
/** 制表机关：国务院办公厅 2021年: the year is that of the form. */
const yearOfForm = /(?<=(?:制表|制定|印制|监制)(?:机关|单位|部门)?[:：].*)\s(?:19|20)\d\d年\s*$/u

/** A line, and what is parted by blanks in it: there text on one line has its breaks. */
const partsOf = (line: string): readonly string[] => {
  const parts = line.trim().replace(yearOfForm, '').split(/\s+/u)
  return [line, ...(parts.length > 1 ? parts : [])].filter((text) => text.trim() !== '' && isTitle(text))
}

/** 本报告金额单位均为元: said once, for all tables that follow. */
const unitsOfReport = /(?:本报告|本年报|全文|全篇|文中)[^。；;]{0,12}(?:单位|币种)[^。；;]*/gu

/** 第二十条第（五）项: table 2 goes on, where its items are tables of their own. */
const isItem = (text: string): boolean => /^\s*第.{1,4}条/u.test(text) && isTitle(text)

/**
 * The tables of a document in order, each with what its chapter says before it and a short paragraph after it. A table may come in
 * several (table 2 by its items), so a line above the first holds for all up to the next chapter.
 */
export function captionedTables(blocks: readonly Block[]): readonly CaptionedTable[] {
  const printed = blocks.filter((block) => block.kind === 'table' || block.text.trim() !== '')
  const ofReport: string[] = []
  let before: string[] = []
  let heading: readonly string[] = []
  let since: string[] = []
  let above: readonly string[] = []
  return printed.flatMap((block, at): readonly CaptionedTable[] => {
    if (block.kind === 'paragraph') {
      if (/单位|币种/u.test(block.text)) ofReport.push(...(block.text.match(unitsOfReport) ?? []))
      const isHeading = isChapter(block.text.trim())
      if (isHeading) {
        heading = isTitle(block.text) ? [block.text] : []
        before = []
        since = [...heading]
      } else since.push(block.text)
      before.push(block.text)
      return []
    }
    const adjacent = at > 0 && since.every((text) => saysNothing(text) || isItem(text))
    const own = titlesIn(since)
    if (!adjacent) above = [...new Set([...heading, ...own])].filter((text) => !isItem(text))
    const titles = [...above, ...own.filter(isItem)]
    since = []
    const next = printed[at + 1]
    const followedBy = next?.kind === 'paragraph' ? next.text.trim() : ''
    const note = followedBy.length <= longestNote ? [followedBy] : []
    const captions = [...ofReport, ...before, ...note]
    return [{ ...block.table, captions, titles, adjacent, followedBy }]
  })
}
