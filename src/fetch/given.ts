import type { Exchange } from '../model/exchange.ts'
import { pageParts, type PageParts } from './pageParts.ts'
import { latin1, linkedDocuments } from './visibleText.ts'

/** What a host gives for an address: its parts, and where it sent us if it did. */
export interface Given {
  readonly parts: PageParts
  /** Addresses of the document files that it names, that asked for left out. */
  readonly documents: ReadonlySet<string>
  /** The address that answered, without what was asked for in it; null when we were not sent on. */
  readonly sentTo: string | null
}

/** What came of an exchange. */
export function givenBy({ url, finalUrl, hops, body }: Exchange): Given {
  const asked = new URL(url)
  const sentTo =
    hops.length === 0 || samePlace(asked, new URL(finalUrl)) ? null : withoutEcho(finalUrl, asked)
  const echo = asked.pathname.slice(asked.pathname.lastIndexOf('/') + 1) || asked.pathname
  const documents = [...linkedDocuments(latin1(body))].filter((path) => !path.endsWith(echo))
  return { parts: pageParts(body, asked), documents: new Set(documents), sentTo }
}

/** The other scheme, `www.` or a slash at the end is the same place. */
function samePlace(one: URL, other: URL): boolean {
  const place = ({ host, pathname, search }: URL): string =>
    host.replace(/^www\./u, '') + pathname.replace(/\/$/u, '') + search
  return place(one) === place(other)
}

/** Where we were sent, without a scheme and without what was asked for, which hosts like to send along. */
function withoutEcho(finalUrl: string, asked: URL): string {
  const echoes = [
    asked.href,
    asked.pathname,
    encodeURIComponent(asked.href),
    encodeURIComponent(asked.pathname),
  ]
  return echoes
    .reduce((rest, echo) => (echo.length > 1 ? rest.replaceAll(echo, '') : rest), finalUrl)
    .replace(/^https?:/u, '')
}
