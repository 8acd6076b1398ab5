import type { SectionKey } from '../../src/model/report.ts'
import type { Forms } from './layout.ts'
import type { Figures } from './makeFigures.ts'
import type { Oddity } from './oddity.ts'

/** Everything that a made report says, before a container or an oddity touches it. */
export interface ReportSpec {
  /** Decides every random choice that is left to renderers and oddities. */
  readonly seed: number | string
  /** The body alone, as truth files name it (米市巷街道). */
  readonly unit: string
  /** The words of the title (杭州市拱墅区米市巷街道办事处). */
  readonly unitPrinted: string
  readonly year: number
  /** The title as it is broken over lines. */
  readonly title: readonly [string, ...string[]]
  readonly forms: Forms
  readonly figures: Figures
  /** Paragraphs of each section, without its heading. */
  readonly sentences: Readonly<Partial<Record<SectionKey, readonly string[]>>>
  /** Applied in this order. */
  readonly oddities: readonly Oddity[]
}

/** What a reader must find in a document: the shape of the corpus's truth files, and what cannot be known. */
export interface Truth {
  readonly unit: string
  readonly year: number
  /** `2021`, `2019`, or `2021+2019` for table 2 + table 3. */
  readonly form: string
  /** As printed; null for a blank cell; no key for a cell that is not there. */
  readonly figures: Figures
  /** The figures that a printed contradiction puts in doubt: one of them must be marked. */
  readonly broken: readonly string[]
  /** Figures that nobody can read for certain from this document: marked is right, also when absent. */
  readonly uncertain: readonly string[]
}

/** The form as score and truth files write it. */
export const formOf = ({ proactive, applications }: Forms): string =>
  proactive === applications ? proactive : `${proactive}+${applications}`
