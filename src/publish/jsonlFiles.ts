import type { Report } from '../model/report.ts'
import type { Sheet } from './tableFile.ts'

/** The export `jsonl`: one report@1 a line, as the archive keeps it, with what people decided on it (`corrections`, `judgements`). */
export function jsonlFiles(): readonly Sheet<Report>[] {
  return [{ name: 'reports', head: '', rows: (report) => [`${JSON.stringify(report)}\n`] }]
}
