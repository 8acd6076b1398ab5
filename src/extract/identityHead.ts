import type { Document } from '../model/document.ts'

/** The head table or the head lines stand before the text; a label further down belongs to it. */
const mostHeadBlocks = 60

/** A label of a head table in the words that it may have, ready to be looked for. */
export interface HeadLabel {
  /** In a cell as printed: every other cell is passed over before its white space is taken out. */
  readonly begins: RegExp
  /** A cell that is the label and nothing else. */
  readonly alone: RegExp
  readonly withValue: RegExp
}

/** Prepares a label: 名称 is also found as 名  称：. */
export function headLabel(...words: readonly string[]): HeadLabel {
  const any = words.join('|')
  const spaced = words.map((word) => word.split('').join('\\s*')).join('|')
  return {
    begins: new RegExp(`^\\s*(?:${spaced})\\s*(?:[：:]|$)`, 'u'),
    alone: new RegExp(`^(?:${any})[：:]?$`, 'u'),
    withValue: new RegExp(`^(?:${any})[：:](?<value>.+)$`, 'u'),
  }
}

/**
 * Values of a label in the head of a page (索引号、名称、组配分类、发布机构: the table of 信息公开目录): the cell behind the label's
 * cell, or what follows the label and a colon in one cell.
 */
export function headCells({ blocks }: Document, { begins, alone, withValue }: HeadLabel): readonly string[] {
  const values: string[] = []
  for (const block of blocks.slice(0, mostHeadBlocks)) {
    if (block.kind !== 'table') continue
    for (const cells of block.table.rows)
      for (let at = 0; at < cells.length; at += 1) {
        if (!begins.test(cells[at]?.text ?? '')) continue
        const text = withoutSpace(cells[at]?.text)
        const behind = cells[at + 1]
        const beside = alone.test(text) && behind !== undefined ? withoutSpace(behind.text) : undefined
        const value = beside ?? withValue.exec(text)?.groups?.['value'] ?? ''
        if (value !== '') values.push(value)
      }
  }
  return values
}

const withoutSpace = (text: string | undefined): string => (text ?? '').replace(/\s+/gu, '')

/** Labels of cells that are no lines of the document, as titles or signatures would be. */
const anyLabel =
  /^(?:索引号|(?:信息|文件|公文)?(?:名称|标题)|题名|组配分类|主题分类|信息分类|体裁分类|公开类别|发布机构|发布单位|公开主体|成文日期|发布日期|文号|有效性)[：:]?/u

/** Whether a cell of a head table is a label, with or without its value in it. */
export const isHeadLabel = (text: string | undefined): boolean => anyLabel.test(withoutSpace(text))
