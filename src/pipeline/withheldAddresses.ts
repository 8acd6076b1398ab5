import type { SiteReader } from '../archive/siteReader.ts'
import type { Withheld } from '../model/withholding.ts'

/** Addresses of a site that gave a withheld original at some time. Reads the ledger only where something is withheld. */
export async function withheldAddresses(shelf: SiteReader, withheld: Withheld): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  if (withheld.list.length === 0) return found
  for await (const capture of shelf.captures()) if (withheld.of(capture) !== null) found.add(capture.url)
  return found
}
