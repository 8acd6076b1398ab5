import { hash } from 'node:crypto'

/**
 * A UUID of version 8 (RFC 9562 §5.8) over facts, as a URN: the same facts, the same id, on every machine.
 * What is given must tell the thing from every other.
 */
export function archivalId(...facts: readonly unknown[]): string {
  const hex = hash('sha256', JSON.stringify(facts))
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return `urn:uuid:${parts.join('-')}`
}

/** The archive's id in the metadata of exports. */
export const archiveId = (began: string): string => archivalId('nianbao archive', began)
