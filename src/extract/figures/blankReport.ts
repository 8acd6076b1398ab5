import type { Finding } from '../../model/finding.ts'
import type { Evidence } from './rowReading.ts'

/**
 * A report (空白表格) with nothing in any cell of its tables, 申请 among them: a script may fill them in the browser, or nobody did.
 * Bodies with nothing to report leave a table or its noughts blank, and never the numbers of applications with all the rest.
 */
export function blankReport(evidence: Readonly<Record<string, Evidence>>): readonly Finding[] {
  for (const metric in evidence) if (!blank.test(evidence[metric]?.raw ?? '')) return []
  const metrics = Object.keys(evidence).sort()
  if (!metrics.some((metric) => metric.startsWith('applications.'))) return []
  const message = `all ${metrics.length} cells of its tables are blank: a script may fill them in the browser, or nobody did`
  return [{ code: 'missing-row', severity: 'warning', metrics, message }]
}

/** Nothing is printed: a stroke or 无 says that there is nothing. */
const blank = /^[\s\u00AD\u200B-\u200F\u2060\uFEFF]*$/u
