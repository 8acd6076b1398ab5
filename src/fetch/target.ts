import { domainToASCII } from 'node:url'
import type { Fault } from './answer.ts'
import { isPrivateLiteral } from './publicAddress.ts'

/**
 * Whether a URL may be asked for at all: http or https, no private address, a host of the allow-list.
 * A host is listed exactly, with its port where that is not the scheme's own; `www.` is a host of its own.
 * (Names that lead to private addresses are found out when the socket looks them up.)
 */
export function targetFault(url: URL, hosts: readonly string[]): Fault | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { code: 'host-not-allowed', message: `${url.protocol} is neither http nor https: ${url.href}` }
  }
  if (isPrivateLiteral(url)) {
    return { code: 'private-address', message: `${url.host} is a private address: not fetched` }
  }
  if (hosts.some((host) => isHost(url, host))) return null
  return {
    code: 'host-not-allowed',
    message: `${url.host} is not among the hosts of the site; add it there if it is official`,
  }
}

function isHost(url: URL, listed: string): boolean {
  if (url.host === listed) return true
  const [name = '', port] = listed.toLowerCase().split(':')
  const ownPort = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (port === undefined ? url.port !== '' : port !== ownPort) return false
  // URLs hold names such as 某市.政务.cn in Punycode.
  return url.hostname === (/^[\x21-\x7e]*$/u.test(name) ? name : domainToASCII(name))
}

/** The same URL over the other of http and https, or null where a port is named. */
export function otherScheme(url: URL): URL | null {
  if (url.port !== '') return null
  const other = new URL(url)
  other.protocol = url.protocol === 'http:' ? 'https:' : 'http:'
  return other
}

/** The URL without credentials, which would be sent, and without its fragment, which never is. */
export function withoutSecrets(url: URL): URL {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  bare.hash = ''
  return bare
}
