import type { Block, Document } from '../model/document.ts'
import { tablesSince2019 } from '../model/report.ts'
import { captionedTables } from './figures/captionedTables.ts'
import { titleImprints } from './figures/imprints.ts'
import type { PreparedForms } from './figures/prepareForms.ts'
import type { FiguresReading } from './figures/readFigures.ts'
import type { StatisticsForm } from './figures/statistics/prepareStatistics.ts'
import { readStatistics, type StatisticsReading } from './figures/statistics/readStatistics.ts'
import { tablesOfYear } from './figures/tablesOfYear.ts'
import { titlesInOrder, titlesOf } from './identityTitle.ts'
import { flattenedTables } from './readers/flattened.ts'
import type { FlattenedLabels } from './readers/flattenedLabels.ts'

/** The forms of all years (表式), ready for reading. */
export interface AllForms extends PreparedForms {
  readonly statistics: readonly StatisticsForm[]
  /** Labels of the forms since 2019, by which tables are known in text that lost them. */
  readonly flattened: FlattenedLabels
}

export interface DocumentWithFigures {
  readonly document: Document
  readonly figures: FiguresReading
}

/** Figures from the tables; where some of the form's are not there, also from text that lost its cells. */
export function withFigures(document: Document, forms: AllForms): DocumentWithFigures {
  const printed = { document, figures: readTables(document, forms) }
  if (tablesSince2019.every((key) => key in printed.figures.forms)) return printed
  const unrolled = { ...document, blocks: unroll(document.blocks, forms) }
  const found = { document: unrolled, figures: readTables(unrolled, forms) }
  return found.figures.matched > printed.figures.matched ? found : printed
}

/** The 情况统计表 of the years before 2019 has a reader of its own; its rows say nothing to that of the later forms. */
export function readTables(document: Document, forms: AllForms): FiguresReading {
  const tables = captionedTables(document.blocks)
  const year = (): number | null => yearInTitles(document)
  const statistics = readStatistics(tables, forms.statistics, year)
  if (statistics === null) return tablesOfYear(tables, forms, year)
  const others = tables.map((table, at) => (statistics.tables.has(at) ? { ...table, rows: [] } : table))
  const imprints = titleImprints(tables, statistics.evidence, forms.memory)
  return withStatistics(tablesOfYear(others, forms, year), statistics, imprints)
}

/** The year of the document's own titles; null where they say none, or several. */
function yearInTitles(document: Document): number | null {
  const years = new Set(titlesInOrder(titlesOf(document, null, null)).flatMap(({ year }) => year ?? []))
  const [year] = years
  return year !== undefined && years.size === 1 ? year : null
}

function withStatistics(
  later: FiguresReading,
  statistics: StatisticsReading,
  imprints: FiguresReading['imprints'],
): FiguresReading {
  const { form, figures, evidence, findings } = statistics
  return {
    forms: { ...later.forms, statistics: form },
    figures: { ...later.figures, ...figures },
    evidence: { ...later.evidence, ...evidence },
    findings: [...(later.matched > 0 ? later.findings : []), ...findings],
    matched: later.matched + Object.keys(figures).length,
    local: [...later.local, ...statistics.local],
    imprints: [...later.imprints, ...imprints],
  }
}

/** The same blocks, with the tables that each stretch of prose may hide. */
function unroll(blocks: readonly Block[], forms: AllForms): readonly Block[] {
  const unrolled: Block[] = []
  let prose: string[] = []
  const flush = (): void => {
    if (prose.length > 0) unrolled.push(...flattenedTables(prose.join('\n'), forms.flattened))
    prose = []
  }
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      prose.push(block.text)
      continue
    }
    flush()
    unrolled.push(block)
  }
  flush()
  return unrolled
}
