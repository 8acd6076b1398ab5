import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { NianbaoError } from '../errors.ts'

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
const wellKnownNat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/**
 * Whether an IP address (text, either version) belongs to the public internet: IANA's special-purpose registries
 * (RFC 6890) are all refused. An IPv6 address that carries an IPv4 address (mapped, NAT64 of RFC 6052, 6to4) is
 * judged by the inner one. What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast'
  const inner = carriedIPv4(parsed)
  if (inner !== null) return inner.range() === 'unicast'
  // ipaddr.js calls the unassigned rest of the space "unicast" too, ::127.0.0.1 among it.
  return parsed.range() === 'unicast' && parsed.match(globalUnicast)
}

function carriedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address()
  const bytes = address.toByteArray()
  if (address.match(wellKnownNat64)) return new ipaddr.IPv4(bytes.slice(12, 16))
  if (address.range() === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6))
  return null
}

/** Whether the host of a URL is a literal address that is not public (the URL parser has normalised 0x7f.1 and the like). */
export function isPrivateLiteral(url: URL): boolean {
  const literal = url.hostname.replace(/^\[(.*)\]$/u, '$1')
  return isIP(literal) !== 0 && !isPublicAddress(literal)
}

/**
 * A name lookup that gives sockets public addresses only, so that the address that is connected to is the one that was
 * judged. Fails with the code `private-address` when a name has no public one.
 */
export function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, '')
        return
      }
      const all: readonly LookupAddress[] =
        typeof found === 'string' ? [{ address: found, family: found.includes(':') ? 6 : 4 }] : found
      const open = all.filter(({ address }) => isPublicAddress(address))
      const [first] = open
      if (first === undefined) callback(refusal(hostname, all), '')
      else if (options.all === true) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

function refusal(hostname: string, all: readonly LookupAddress[]): NianbaoError {
  const addresses = all.map(({ address }) => address).join(', ')
  return new NianbaoError('private-address', `${hostname} leads to ${addresses || 'no address'}: not fetched`)
}
