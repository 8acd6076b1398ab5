import { decode } from '../model/decodeText.ts'

/** What a page shows and leads to, piece by piece, without what changes with the moment or with the address asked for. */
export type PageParts = ReadonlySet<string>

/** An attribute that shows something or leads somewhere. */
const leading = /\b(?:href|src|data|value)\s*=\s*(?:"([^"]*)"|'([^']*)')/giu

/**
 * The parts of an HTML page (any charset): each run of text between tags, and each address in it. Digits are left out
 * (times, counters), and so is the address that was asked for, which error pages repeat.
 */
export function pageParts(body: Uint8Array, asked: URL): PageParts {
  const shown = decode(body)
    .text.replace(/<!--[^]*?(?:-->|$)/gu, '')
    .replace(/<(script|style|noscript)\b[^]*?(?:<\/\1\s*>|$)/giu, '')
  const texts = shown.split(/<[^>]*(?:>|$)/u)
  const addresses = [...shown.matchAll(leading)].map(([, double, single]) => double ?? single ?? '')
  const echoes = [asked.href, decoded(asked.href), asked.pathname, decoded(asked.pathname), lastOf(asked)]
  const parts = [...texts, ...addresses].map((part) =>
    echoes
      .reduce((rest, echo) => (echo.length > 1 ? rest.replaceAll(echo, '') : rest), part)
      .replace(/[\d\s]|&nbsp;/gu, ''),
  )
  return new Set(parts.filter((part) => part !== ''))
}

/** Characters of a page that none of the others shows. */
export function shownOnlyBy(page: PageParts, ...others: readonly PageParts[]): number {
  return lengthOf([...page].filter((part) => !others.some((other) => other.has(part))))
}

/** Characters of a page in all. */
export function lengthOf(parts: Iterable<string>): number {
  return [...parts].reduce((sum, part) => sum + part.length, 0)
}

function lastOf({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf('/') + 1)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Percent-encoded GBK: no UTF-8, and no page prints it in any other way.
    return text
  }
}
