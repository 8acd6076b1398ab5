import type { SectionKey, TableSince2019 as TableKey } from '../../src/model/report.ts'
import type { Truth } from './truth.ts'

/** How a stretch of text is set. All but `plain` exist in Word; HTML has an equivalent for each; plain text loses them. */
type Setting = 'plain' | 'hidden' | 'deleted' | 'inserted' | 'field' | 'text-box'

export interface Run {
  readonly text: string
  readonly setting: Setting
}

export interface DraftCell {
  readonly runs: readonly Run[]
  readonly columnSpan: number
  readonly rowSpan: number
  /** The figure that is printed here, or null for labels and blanks. */
  readonly metric: string | null
}

export interface DraftRow {
  readonly cells: readonly DraftCell[]
  /** A whole row under tracked changes. */
  readonly setting: 'plain' | 'deleted' | 'inserted'
  /** The converter lost the end of this row: in plain text the next one runs on. */
  readonly runsOn: boolean
}

export interface DraftTable {
  readonly kind: 'table'
  readonly key: TableKey
  readonly rows: readonly DraftRow[]
}

export interface DraftParagraph {
  readonly kind: 'paragraph'
  readonly role: 'title' | 'heading' | 'body' | 'page-number' | 'leftover'
  readonly section: SectionKey
  readonly runs: readonly Run[]
  /** The number that Word would print by itself (w:numPr), which is then not in the text. */
  readonly listNumber: number | null
}

export type DraftBlock = DraftTable | DraftParagraph

export const isTable = (block: DraftBlock, key: TableKey): block is DraftTable =>
  block.kind === 'table' && block.key === key

/** A document before it is written in a container, and what is true of it. Oddities are functions over this. */
export interface Draft {
  readonly blocks: readonly DraftBlock[]
  readonly truth: Truth
}

export const plain = (text: string): readonly Run[] => [{ text, setting: 'plain' }]

/** The text that a person sees. */
export const seen = (runs: readonly Run[]): string =>
  runs
    .filter(({ setting }) => setting !== 'hidden' && setting !== 'deleted' && setting !== 'text-box')
    .map(({ text }) => text)
    .join('')

export const cell = (text: string, over: Partial<Omit<DraftCell, 'runs'>> = {}): DraftCell => ({
  runs: plain(text),
  columnSpan: 1,
  rowSpan: 1,
  metric: null,
  ...over,
})

export const row = (...cells: readonly DraftCell[]): DraftRow => ({ cells, setting: 'plain', runsOn: false })

export const paragraph = (
  text: string,
  role: DraftParagraph['role'] = 'body',
  section: SectionKey = 'preface',
): DraftParagraph => ({ kind: 'paragraph', role, section, runs: plain(text), listNumber: null })
