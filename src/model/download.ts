import type { FailureCode } from '../errors.ts'
import type { ExportFormat } from './exportFormat.ts'
import type { Selection } from './selection.ts'

/** The formats that are had from a page: the tables, and the bundle of one report. */
export const downloadFormats = [
  'csv',
  'xlsx',
  'jsonl',
  'parquet',
  'datapackage',
  'bundle',
] as const satisfies readonly ExportFormat[]
export type DownloadFormat = (typeof downloadFormats)[number]

/** What a reader asks for (下载): every part was looked up, none is what he wrote. */
export interface DownloadOrder {
  readonly format: DownloadFormat
  readonly selection: Pick<Selection, 'site' | 'report' | 'year' | 'region'>
}

/** A file that was made. Who was given it calls `stream` or `release`, once. */
export interface DownloadedFile {
  readonly bytes: number
  readonly sha256: string
  /** Its content; lets go of the file at its end, or when nobody reads on. */
  readonly stream: () => ReadableStream<Uint8Array>
  readonly release: () => Promise<void>
}

/** The export ended by a known failure. */
export interface RefusedDownload {
  readonly kind: 'refused'
  readonly code: FailureCode
  readonly message: string
}

/** `busy`: too many wait already, or what is withheld changed again and again meanwhile. */
export type Downloaded =
  { readonly kind: 'file'; readonly file: DownloadedFile } | RefusedDownload | { readonly kind: 'busy' }

/** Makes files for readers; `signal` tells that the reader went away. */
export type Downloads = (order: DownloadOrder, signal: AbortSignal) => Promise<Downloaded>
