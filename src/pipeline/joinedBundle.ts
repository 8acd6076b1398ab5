import type { SiteReader } from '../archive/siteReader.ts'
import type { Bundle } from '../model/original.ts'

/** All originals of several bundles in ledger order, as one: the same report at several addresses. */
export async function joinedBundle(
  shelf: Pick<SiteReader, 'bundle'>,
  keys: readonly string[],
): Promise<Bundle> {
  const bundles = await Promise.all(keys.map((key) => shelf.bundle(key)))
  const [first] = bundles
  if (!first) throw new RangeError('no bundle to join')
  const originals = bundles.flatMap((bundle) => bundle.originals)
  return { ...first, originals: [...originals].sort((a, b) => (a.capture ?? 0) - (b.capture ?? 0)) }
}
