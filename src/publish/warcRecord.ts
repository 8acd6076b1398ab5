/** A record of a WARC file (WARC 1.1 §5) before it is written: what it says, and its block. */
export interface WarcRecord {
  readonly type: 'warcinfo' | 'response' | 'request' | 'revisit' | 'resource' | 'conversion' | 'metadata'
  /** `urn:uuid:…` */
  readonly id: string
  /** ISO 8601, UTC. */
  readonly date: string
  /** Absolute URI; null for warcinfo. */
  readonly target: string | null
  readonly contentType: string
  readonly block: Uint8Array
  /** SHA-256, lower-case hex; null where the standard knows no payload (warcinfo, metadata). */
  readonly payload: string | null
  /** More fields, by name. */
  readonly fields: Readonly<Record<string, string>>
  /** What the index says of it; null where nobody would look for it. */
  readonly index: IndexFacts | null
}

/** What a line of the index says besides where the record stands. */
export interface IndexFacts {
  /** Media type, `warc/revisit` for a revisit. */
  readonly mime: string
  /** HTTP status; null where there was none. */
  readonly status: number | null
  /** The body of a POST, which belongs to the key; null for GET. */
  readonly posted: string | null
}

export const warcId = (id: string): string => `<${id}>`
