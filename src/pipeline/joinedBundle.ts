import { requestKey } from '../archive/requestKey.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import { ledgerPlace } from '../model/ledgerPlace.ts'
import type { Bundle, ListLook } from '../model/original.ts'

type Shelf = Pick<SiteReader, 'bundle' | 'capture' | 'original'>

/**
 * All originals of several bundles in ledger order, as one: the same report at several addresses, with the looks at the lists that
 * led to them, which say what was linked when.
 */
export async function joinedBundle(shelf: Shelf, keys: readonly string[]): Promise<Bundle> {
  const bundles = await Promise.all(keys.map((key) => shelf.bundle(key)))
  const [first] = bundles
  if (!first) throw new RangeError('no bundle to join')
  const originals = bundles
    .flatMap((bundle) => bundle.originals)
    .sort((a, b) => ledgerPlace(a) - ledgerPlace(b))
  return { ...first, originals, lists: await listsOf(shelf, originals) }
}

async function listsOf(shelf: Shelf, originals: Bundle['originals']): Promise<readonly ListLook[]> {
  const pages = originals.flatMap(({ role, capture }) =>
    role === 'page' && capture !== null ? [capture] : [],
  )
  const lines = await Promise.all(pages.map((seq) => shelf.capture(seq)))
  const parents = [...new Set(lines.flatMap(({ parent }) => parent ?? []))].sort((a, b) => a - b)
  const captures = await Promise.all(parents.map((seq) => shelf.capture(seq)))
  return Promise.all(
    captures
      .filter(({ role }) => role === 'listing')
      .map(async (line) => ({
        list: requestKey(line),
        capture: line.seq,
        bytes: await shelf.original(line),
      })),
  )
}
