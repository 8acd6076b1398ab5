import { downloadFormats, type DownloadFormat } from '../../../model/download.ts'
import type { SitedReport } from '../../../model/library.ts'

/** The last part of each format's address: one file, whatever it holds. */
const fileNames = {
  csv: 'tables.zip',
  xlsx: 'tables.xlsx',
  jsonl: 'tables.zip',
  parquet: 'tables.zip',
  datapackage: 'package.zip',
  bundle: 'bundle.zip',
} as const satisfies Record<DownloadFormat, string>

/** Address of a format; what of the archive is in its query (`year`, `site`, `region`, `report`). */
export const downloadAddress = (format: DownloadFormat): string => `/downloads/${format}/${fileNames[format]}`

/** The format that an address is of; null for any other. */
export const formatAt = (format: string, name: string): DownloadFormat | null =>
  downloadFormats.find((known) => known === format && fileNames[known] === name) ?? null

/** Address of one report in a format. */
export const reportDownload = (format: DownloadFormat, { site, report }: SitedReport): string =>
  `${downloadAddress(format)}?${new URLSearchParams({ report: report.id ?? '', site }).toString()}`
