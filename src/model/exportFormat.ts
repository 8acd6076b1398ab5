/** Reports as tables, for other programs. */
const tableFormats = ['csv', 'jsonl'] as const
/** What was captured as archivists take it (docs/decisions/0023). */
const archivalFormats = ['warc', 'wacz', 'bagit'] as const

/** The formats that `nianbao export` knows. */
export const exportFormats = [...tableFormats, ...archivalFormats] as const
export type ExportFormat = (typeof exportFormats)[number]
export type TableFormat = (typeof tableFormats)[number]
export type ArchivalFormat = (typeof archivalFormats)[number]

export function isArchival(format: ExportFormat): format is ArchivalFormat {
  return archivalFormats.some((known) => known === format)
}
