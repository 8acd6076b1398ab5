import type { Block, Table } from '../../model/document.ts'

/** A table with the lines around it that may say in which unit its figures are. */
export interface CaptionedTable extends Table {
  readonly captions?: readonly string[]
  /** The paragraph after the table: empty at the end of the document and before another table. */
  readonly followedBy?: string
}

/** A note below a table that speaks of units: anything longer is prose. */
const longestNote = 60

/** `三、收到和处理政府信息公开申请情况`: what was said above holds no longer. */
export const isChapter = (text: string): boolean =>
  /^(?:[一二三四五六七八九十]{1,2}、|第[一-十]+[章部])/u.test(text)

/**
 * The tables of a document in order, each with what its chapter says before it and a short paragraph after it. A table may come in
 * several (table 2 by its items), so a line above the first holds for all up to the next chapter.
 */
export function captionedTables(blocks: readonly Block[]): readonly CaptionedTable[] {
  const printed = blocks.filter((block) => block.kind === 'table' || block.text.trim() !== '')
  let before: readonly string[] = []
  return printed.flatMap((block, at): readonly CaptionedTable[] => {
    if (block.kind === 'paragraph') {
      before = isChapter(block.text.trim()) ? [block.text] : [...before, block.text]
      return []
    }
    const next = printed[at + 1]
    const followedBy = next?.kind === 'paragraph' ? next.text.trim() : ''
    const captions = followedBy.length <= longestNote ? [...before, followedBy] : before
    return [{ ...block.table, captions, followedBy }]
  })
}
