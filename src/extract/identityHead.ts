import type { Document } from '../model/document.ts'

/** The head table or the head lines stand before the text; a label further down belongs to it. */
const mostHeadBlocks = 60

/**
 * Values of a label in the head of a page (索引号、名称、组配分类、发布机构: the table of 信息公开目录): the cell behind the label's
 * cell, or what follows the label and a colon in one cell. `label` matches the label alone.
 */
export function headCells({ blocks }: Document, label: RegExp): readonly string[] {
  const inCell = new RegExp(`^(?:${label.source})[：:]?$`, 'u')
  const withValue = new RegExp(`^(?:${label.source})[：:](?<value>.+)$`, 'u')
  return blocks
    .slice(0, mostHeadBlocks)
    .flatMap((block) => (block.kind === 'table' ? block.table.rows : []))
    .flatMap((cells) => {
      const texts = cells.map(({ text }) => text.replace(/\s+/gu, ''))
      if (!texts.some((text) => label.test(text))) return []
      return texts.flatMap((text, at) => {
        const beside = inCell.test(text) ? texts[at + 1] : undefined
        return [beside ?? withValue.exec(text)?.groups?.['value'] ?? ''].filter((value) => value !== '')
      })
    })
}

/** Labels of cells that are no lines of the document, as titles or signatures would be. */
const headLabel =
  /^(?:索引号|(?:信息|文件|公文)?(?:名称|标题)|题名|组配分类|主题分类|信息分类|体裁分类|公开类别|发布机构|发布单位|公开主体|成文日期|发布日期|文号|有效性)[：:]?/u

/** Whether a cell of a head table is a label, with or without its value in it. */
export const isHeadLabel = (text: string | undefined): boolean =>
  headLabel.test((text ?? '').replace(/\s+/gu, ''))
