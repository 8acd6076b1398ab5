import type { Exchange } from '../../model/exchange.ts'
import { resolveLocation } from '../location.ts'
import { withoutSecrets } from '../target.ts'
import { goTo } from './goTo.ts'

/**
 * Where a redirect leads that sets a cookie and leads back to where the request came by: a host that first wants to see that
 * its reader keeps cookies. Null for any other answer.
 */
export function behindCookie({ responseHeaders, status, url, finalUrl, hops }: Exchange): URL | null {
  const location = responseHeaders['location']
  if (status < 300 || status >= 400 || location === undefined || !('set-cookie' in responseHeaders))
    return null
  const next = resolveLocation(location, new URL(finalUrl))
  if (next === null) return null
  const { href } = withoutSecrets(next)
  return [url, finalUrl, ...hops.map((hop) => hop.url)].includes(href) ? next : null
}

/** A challenge as a browser is shown it: a redirect, which cannot be handed to it, as a page that sets the cookie and leads on. */
export function asShown(challenge: Exchange): Exchange {
  const next = behindCookie(challenge)
  if (next === null) return challenge
  const cookie = challenge.responseHeaders['set-cookie'] ?? ''
  return {
    ...challenge,
    status: 200,
    responseHeaders: { 'content-type': 'text/html', 'set-cookie': cookie },
    body: Buffer.from(goTo(next.href)),
  }
}
