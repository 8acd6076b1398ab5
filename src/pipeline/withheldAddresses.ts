import type { ArchiveReader } from '../archive/openArchive.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import { failures, type FailureCode } from '../errors.ts'
import type { Withheld } from '../model/withholding.ts'

/** By site: the addresses that gave a withheld original at some time. What is said of their originals may quote it. */
export type WithheldAddresses = ReadonlyMap<string, ReadonlySet<string>>

/** Of every site of an archive. Opens them only where something is withheld. */
export async function allWithheldAddresses(
  archive: ArchiveReader,
  withheld: Withheld,
): Promise<WithheldAddresses> {
  const hidden = new Map<string, ReadonlySet<string>>()
  if (withheld.list.length === 0) return hidden
  for (const id of await archive.sites())
    hidden.set(id, await withheldAddresses(await archive.site(id), withheld))
  return hidden
}

/** Of one site. Reads the ledger only where something is withheld. */
export async function withheldAddresses(shelf: SiteReader, withheld: Withheld): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  if (withheld.list.length === 0) return found
  for await (const capture of shelf.captures()) if (withheld.of(capture) !== null) found.add(capture.url)
  return found
}

/** Something said of what an address gave, with the meaning of its code in place of words that may be withheld. */
export const withoutQuotationOf = <
  T extends { readonly url: string; readonly code: FailureCode; readonly message: string },
>(
  said: T,
  hidden: ReadonlySet<string> | undefined,
): T => (hidden?.has(said.url) === true ? { ...said, message: failures[said.code] } : said)
