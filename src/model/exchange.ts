import type { FailureCode } from '../errors.ts'
import type { Json } from './json.ts'
import type { Unasked } from './page.ts'
import type { TlsNote } from './tls.ts'

/** One redirect that was followed. */
export interface Hop {
  readonly url: string
  readonly status: number
  readonly location: string
}

/** One exchange (请求与响应) with a host, complete and checked. Real URLs throughout, also where a replica answered. */
export interface Exchange {
  /** The URL that was asked for. */
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly form: Readonly<Record<string, string>> | null
  /** What was posted as JSON; not there when no JSON was posted. */
  readonly json?: Json
  readonly hops: readonly Hop[]
  /** The URL that answered. */
  readonly finalUrl: string
  readonly status: number
  readonly requestHeaders: Readonly<Record<string, string>>
  /** Names in lower case; a repeated header is joined with ", ". */
  readonly responseHeaders: Readonly<Record<string, string>>
  /** After transfer and content decoding: the file that a reader would save. */
  readonly body: Uint8Array
  /** Lower-case hex of `body`. */
  readonly sha256: string
  /** The body as encoded by the server (gzip…), when it encoded although asked for identity. */
  readonly encoded: { readonly encoding: string; readonly bytes: Uint8Array; readonly sha256: string } | null
  /** ISO 8601, UTC: when the last byte had arrived. */
  readonly time: string
  /** There when a browser had a part in it (docs/decisions/0015). */
  readonly browser?: Browsing
  /** There when no host sent `body`: a converter made it of archived bytes (docs/decisions/0061). */
  readonly conversion?: Converting
  /** What the host that answered needed of TLS beyond the usual; absent where nothing. */
  readonly tls?: readonly TlsNote[]
}

/** How a file was converted (格式转换): the SHA-256 of what the converter was given, and its name with its version. */
export interface Converting {
  readonly of: string
  readonly by: string
}

/** What a browser (浏览器) had to do with an exchange; `name` with its version. */
export type Browsing =
  /** `body` is the host's, for a reader whose browser ran a script challenge before. */
  | { readonly kind: 'passed'; readonly name: string }
  /** `body` is the page as the browser made it (UTF-8), `parts` are what the host sent of it since the step before. */
  | {
      readonly kind: 'rendered'
      readonly name: string
      readonly step: number
      readonly shown: boolean
      readonly parts: readonly Exchange[]
      readonly unasked: readonly Unasked[]
    }
  /** `body` is a picture of an archived page. */
  | Picturing

/** How a picture was taken (截图) of the page whose bytes have the hash `page`; pixels are those of CSS. */
export interface Picturing {
  readonly kind: 'pictured'
  readonly name: string
  readonly as: 'png' | 'pdf'
  readonly page: string
  readonly viewport: { readonly width: number; readonly height: number }
  /** Requests of the page that had no answer by then. */
  readonly missing: number
  /** Height of the whole page, where the picture ends before it. */
  readonly cut?: number
}

/** An archived page to be shown to a browser again. */
export type ArchivedPage = Pick<Exchange, 'url' | 'finalUrl' | 'responseHeaders' | 'body' | 'sha256'>

/** The pictures of a page, or why there are none. */
export type Pictured =
  | { readonly kind: 'taken'; readonly pictures: readonly Exchange[] }
  | { readonly kind: 'failed'; readonly message: string }

/** What came of a request. */
export type FetchOutcome =
  | { readonly kind: 'admitted'; readonly exchange: Exchange }
  | { readonly kind: 'not-modified'; readonly exchange: Exchange }
  /** `exchange` is there when a body arrived: it may be kept for 30 days among the refused, never among the originals. */
  | {
      readonly kind: 'refused'
      readonly code: FailureCode
      readonly message: string
      readonly exchange: Exchange | null
      readonly cause?: unknown
    }

/** What earlier looks left for a conditional request. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}
