import type { DecodedText } from '../../model/decodeText.ts'
import type { Block, Document } from '../../model/document.ts'
import { pipeTableAt } from './textPipes.ts'
import { splitSavedHeader } from './textHeader.ts'
import { cellLayout, tabTableAt } from './textTabs.ts'
import { uncoupleInnerText } from './textInner.ts'
import { isBlank, tableOf } from './textTable.ts'

/**
 * Reads what converters and page savers leave (decision 0004): decoded text in, paragraphs, tables and metas out. Prose line by line, cells that are indented by tabs, rows on lines with tabs
 * or pipes between the cells, and the header of a saved page as metas.
 * Rows are kept as printed, never mended (`Table.spansKnown` is false). Text without tabs and pipes gives paragraphs only:
 * see flattenedTables. It refuses nothing: what is no text, or blank, readDocument refuses before. It has no bounds of its own,
 * because all of its output stands in its input once; the bounds of time and memory are those of who calls (pipeline/derivePool).
 */
export function readText({ text, charset }: Pick<DecodedText, 'text' | 'charset'>): Document {
  const { metas, lines } = splitSavedHeader(linesOf(text))
  return { container: 'text', charset, blocks: blocksOf(lines), metas }
}

function linesOf(text: string): readonly string[] {
  const unmarked = text.replaceAll(/[\uFEFF\x1a]/gu, '')
  return uncoupleInnerText(unmarked.replaceAll(/\r\n?|[\f\v\x85\u2028\u2029]/gu, '\n')).split('\n')
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const layout = cellLayout(lines)
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const found = pipeTableAt(lines, at) ?? tabTableAt(lines, at, layout)
    if (found) {
      blocks.push(...asBlocks(found.rows))
      at = found.end
    } else {
      const line = lines[at] ?? ''
      if (!isBlank(line)) blocks.push({ kind: 'paragraph', text: line.trim() })
      at += 1
    }
  }
  return blocks
}

/** What is nowhere wider than one cell is no table but indented prose. */
function asBlocks(rows: readonly (readonly string[])[]): readonly Block[] {
  if (rows.some((row) => row.length > 1)) return [{ kind: 'table', table: tableOf(rows) }]
  return rows
    .flat()
    .flatMap((text) => text.split('\n'))
    .filter((text) => text.trim() !== '')
    .map((text) => ({ kind: 'paragraph', text: text.trim() }))
}
