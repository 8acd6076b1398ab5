import { z } from 'zod'
import { Report } from '../src/model/report.ts'

const Line = z.looseObject({ site: z.string() })

/** The report of a line of `reports.jsonl`, which names its site before it. */
export function keptIn(line: string): Report {
  const { site, ...report } = Line.parse(JSON.parse(line))
  if (site === '') throw new Error('a line of reports.jsonl names no site')
  return Report.parse(report)
}
