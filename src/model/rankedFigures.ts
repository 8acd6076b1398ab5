import { z } from 'zod'
import { Finding } from './finding.ts'
import { figureStandings } from './figureStanding.ts'
import { rankedMetrics } from './ranking.ts'
import type { Report } from './report.ts'

/** The figures of a report that rankings need; a metric that it does not have has no key. */
export const RankedFigures = z
  .record(
    z.string(),
    z
      .strictObject({
        /** Null is a blank cell. */
        value: z.number().nullable(),
        /** Codes of what doubts it; absent where nothing does. */
        doubts: z.array(Finding.unwrap().shape.code).readonly().optional(),
        corrected: z.literal(true).optional(),
      })
      .readonly(),
  )
  .readonly()
export type RankedFigures = z.infer<typeof RankedFigures>

/** Findings that doubt whose report it is or of which year: then it is ranked nowhere. */
const ofIdentity: ReadonlySet<string> = new Set(['ambiguous-unit', 'ambiguous-year', 'year-differs'])

export function rankedFigures(report: Report): RankedFigures {
  const standing = figureStandings(report)
  const identity = report.findings.flatMap(({ code, severity }) =>
    severity !== 'info' && ofIdentity.has(code) ? [code] : [],
  )
  return Object.fromEntries(
    rankedMetrics.flatMap((metric) => {
      const at = standing(metric)
      if (at.kind === 'absent') return []
      const doubts = [...identity, ...at.doubts]
      const value = at.kind === 'number' ? at.value : null
      const marks = {
        ...(doubts.length > 0 && { doubts }),
        ...(at.corrected && { corrected: true as const }),
      }
      return [[metric, { value, ...marks }]]
    }),
  )
}
