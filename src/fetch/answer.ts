import type { FailureCode } from '../errors.ts'
import type { Json } from '../model/json.ts'
import type { TlsNote } from '../model/tls.ts'
import type { Concession } from './concession.ts'
import type { TlsTerms } from './tlsAgents.ts'

/** One request as it goes out: to a real URL, perhaps by way of a replica. */
export interface Message {
  readonly method: 'GET' | 'POST'
  /** The real URL, without fragment. */
  readonly url: URL
  /** Loopback origin that stands in for the host, or null. */
  readonly replica: string | null
  /** On what terms TLS is spoken, where it is. */
  readonly tls: TlsTerms
  readonly form: Readonly<Record<string, string>> | null
  /** The body as JSON, in place of a form. */
  readonly json?: Json
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly limit: {
    readonly bytes: number
    /** Whether the first so many bytes are enough (robots.txt); otherwise more of them are a fault. */
    readonly enough: boolean
  }
}

/** What a host sent, before anybody judged it. */
export interface Answer {
  readonly status: number
  /** Names in lower case; a repeated header is joined with ", ". */
  readonly headers: Readonly<Record<string, string>>
  /** What was really sent. */
  readonly requestHeaders: Readonly<Record<string, string>>
  /** After transfer decoding, before content decoding. */
  readonly bytes: Uint8Array
  /** Whether the message said where it ends (Content-Length or chunks); otherwise a cut looks like an end. */
  readonly framed: boolean
  /** What the host needed of TLS beyond the usual. */
  readonly tls: readonly TlsNote[]
  /** ISO 8601, UTC: when the last byte had arrived. */
  readonly time: string
}

/** Why a request or its answer is no good. */
export interface Fault {
  readonly code: FailureCode
  readonly message: string
  readonly cause?: unknown
  /** What to concede for the host to answer, where its TLS is at fault. */
  readonly cure?: Concession
}

/** What came of sending: an answer, a fault, or an answer that broke off. */
export interface Reply {
  readonly answer: Answer | null
  readonly fault: Fault | null
}
