import type { Capture } from '../model/capture.ts'
import type { Selection } from '../model/selection.ts'
import type { Withheld } from '../model/withholding.ts'

/** A file of the archive that is carried over as it is; its path is the archive's. */
export interface Paper {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A file of the archive that may quote what is withheld, and is therefore not here. */
export interface WithheldPaper {
  readonly path: string
  readonly bytes: null
}

/** What names a file among the originals: a capture, or its `encoded`. */
export type HeldFile = Pick<Capture, 'sha256' | 'size' | 'extension'>

/** The selected part of one site (馆藏), as an archival export reads it: one line, one body at a time. */
export interface SiteHoldings {
  readonly id: string
  /** The selected ledger lines, in ledger order. */
  captures(): AsyncIterable<Capture>
  /** Any line of the ledger, selected or not. */
  capture(seq: number): Promise<Capture>
  /** The bytes, tested against their hash; `archive-damaged` names the file. */
  original(file: HeldFile): Promise<Uint8Array>
  /** The whole ledger, byte for byte. */
  ledger(): AsyncIterable<Uint8Array>
  /** The selected reports as files below the site's folder, without the words of what is withheld. */
  reports(): AsyncIterable<Paper>
}

/** The selected part of an archive. */
export interface Holdings {
  readonly kind: 'live' | 'replica'
  /** When the archive began, ISO 8601, UTC: what tells it from others. */
  readonly began: string
  readonly selection: Selection
  /** What must not leave the archive (docs/decisions/0034); bytes of it are never asked for. */
  readonly withheld: Withheld
  /** What the archive says of itself, and for the whole of it the records of runs and the checkpoints. */
  papers(): AsyncIterable<Paper | WithheldPaper>
  /** The sites that something is selected of, by id. */
  sites(): AsyncIterable<SiteHoldings>
}
