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

/** The form as score and truth files write it. */
export const formOf = ({ proactive, applications }: Forms): string =>
  proactive === applications ? proactive : `${proactive}+${applications}`
