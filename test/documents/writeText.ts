import type { Container } from './container.ts'
import { type Draft, type DraftBlock, type DraftTable, seen } from './draft.ts'
import { gridRows } from './grid.ts'

type Write = (blocks: readonly DraftBlock[]) => string

/** The rows of a table as the texts of their cells, an empty text for each continuation of a merged cell. */
const texts = ({ rows }: DraftTable): readonly (readonly string[])[] =>
  gridRows(rows)
    .filter(({ row }) => row.setting !== 'deleted')
    .map(({ cells }) => cells.map(({ cell, continued }) => (continued ? '' : seen(cell.runs))))

const folded = (text: string): string => text.replaceAll(/\s*\n\s*/gu, '')

/** Word's own text as converters of .doc give it: each cell on a line after a tab, an empty line after each row. */
function tabIndented(table: DraftTable): string {
  const rows = gridRows(table.rows).filter(({ row }) => row.setting !== 'deleted')
  const written = rows.map(({ row, cells }) => {
    const body = cells.map(({ cell, continued }) => `\t${continued ? '' : seen(cell.runs)}\n`).join('')
    return body + (row.runsOn ? ' ' : '\n')
  })
  return `${written.join('')}\n`
}

/** As copied from a browser or Word: a line per row, tabs between cells. */
const tabs = (table: DraftTable): string =>
  texts(table)
    .map((cells) => `${cells.map(folded).join('\t')}\n`)
    .join('')

/** As pandoc and Markdown exporters write it. */
function pipes(table: DraftTable): string {
  const rows = texts(table).map((cells) => `| ${cells.map(folded).join(' | ')} |\n`)
  const rule = `|${' --- |'.repeat(texts(table)[0]?.length ?? 1)}\n`
  return `\n${rows[0] ?? ''}${rule}${rows.slice(1).join('')}\n`
}

const lines =
  (table: (table: DraftTable) => string): Write =>
  (blocks) =>
    blocks.map((block) => (block.kind === 'table' ? table(block) : `${seen(block.runs)}\n`)).join('')

/** What is left when all borders are gone: the words in their order, blanks vanished. */
const tokens = (blocks: readonly DraftBlock[], fold: (text: string) => string): readonly string[] =>
  blocks
    .flatMap((block) => (block.kind === 'table' ? texts(block).flat().map(fold) : [seen(block.runs)]))
    .map((text) => text.trim())
    .filter((text) => text !== '')

const writers: Readonly<Partial<Record<Container, Write>>> = {
  'text-tab-indented': lines(tabIndented),
  'text-tabs': lines(tabs),
  'text-pipes': lines(pipes),
  'text-one-line': (blocks) => tokens(blocks, folded).join(' ').replaceAll(/\s+/gu, ' '),
  'text-token-per-line': (blocks) => `${tokens(blocks, (text) => text).join('\n')}\n`,
}

/** The draft as the text that one kind of converter makes of it. */
export function writeText({ blocks }: Draft, container: Container): string {
  const write = writers[container]
  if (write === undefined) throw new Error(`${container} is not a text container`)
  return write(blocks)
}
