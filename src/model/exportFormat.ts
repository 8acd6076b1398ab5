/** Reports as tables, for other programs. */
const tableFormats = ['csv', 'jsonl', 'xlsx', 'parquet', 'datapackage'] as const
/** What was captured as archivists take it (docs/decisions/0023). */
const archivalFormats = ['warc', 'wacz', 'bagit'] as const

/** The formats that `nianbao export` knows. `bundle`: some reports with all that proves them, for a story. */
export const exportFormats = [...tableFormats, ...archivalFormats, 'bundle'] as const
export type ExportFormat = (typeof exportFormats)[number]
export type TableFormat = (typeof tableFormats)[number]
export type ArchivalFormat = (typeof archivalFormats)[number]

export function isArchival(format: ExportFormat): format is ArchivalFormat {
  return archivalFormats.some((known) => known === format)
}
