import type { FailureCode } from '../errors.ts'
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
  /** The page is wanted as a browser shows it (GET; listings only). */
  readonly render?: Rendering
}

/** How far a browser renders (渲染) a page before it is read. */
export interface Rendering {
  /** CSS selector of what must be there; without it any link. The page is read when nothing more is on its way. */
  readonly until?: string
  /** CSS selector of what leads on (下一页); it is clicked `step - 1` times. */
  readonly next?: string
  /** From 1; 1 where not given. */
  readonly step?: number
}

/** A request of a page that was not made, and why. */
export interface Unasked {
  readonly url: string
  readonly code: FailureCode
  readonly message: string
}

/** What a browser did to show a page. */
export interface Rendered {
  /** Whether `until` came to be there. */
  readonly shown: boolean
  /** Answers to the page's scripts since the step before: what the host sent of what is shown. */
  readonly data: readonly (Pick<PageRequest, 'url' | 'method' | 'form' | 'json'> &
    Pick<Page, 'text' | 'sha256'>)[]
  readonly unasked: readonly Unasked[]
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
  /** There when a browser made the text. */
  readonly rendered?: Rendered
}

/**
 * The network as an argument: gives the admitted page, or throws a NianbaoError with the code that tells why not.
 * A test hands in recordings.
 */
export type Get = (request: PageRequest) => Promise<Page>
