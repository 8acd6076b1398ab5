import type { Json } from './json.ts'

/** A request (请求) as stages ask for it; the network adds manners, user agent and conditions. */
export interface PageRequest {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  /** Sent as application/x-www-form-urlencoded with POST. */
  readonly form?: Readonly<Record<string, string>>
  /** Sent as application/json with POST, in place of a form. */
  readonly json?: Json
  /** The page that led here. */
  readonly referer?: string
}

/** A page (页面) as families see it: admitted, decoded, read-only. */
export interface Page {
  /** The real URL after redirects (never a replica's). */
  readonly url: string
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Body decoded: BOM, strict UTF-8, else gb18030. */
  readonly text: string
  /** Lower-case hex of `body`. */
  readonly sha256: string
}

/**
 * The network as an argument: gives the admitted page, or throws a NianbaoError with the code that tells why not.
 * A test hands in recordings.
 */
export type Get = (request: PageRequest) => Promise<Page>
