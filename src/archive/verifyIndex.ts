import { isDeepStrictEqual } from 'node:util'
import { NianbaoError } from '../errors.ts'
import { openRegular } from './openRegular.ts'
import { problem, type Problem } from './problem.ts'
import type { SiteIndex } from './siteIndex.ts'
import { openRecord } from './siteRecord.ts'

/**
 * index.json against what the ledger gives up to the same line: an index that is whole and wrong would let a crawl pass over
 * what it has never fetched. What was derived is tested with the reports, and notes are nobody's to contradict. A ledger that
 * cannot be followed is named elsewhere.
 */
export async function verifyIndex(ledger: string, index: SiteIndex, name: string): Promise<Problem[]> {
  const file = await openRegular(ledger)
  try {
    const { size } = await file.stat()
    if (index.ledger.bytes > size) return []
    const again = await openRecord({
      ...{ file, path: ledger, size: index.ledger.bytes },
      indexFile: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
      whenTorn: () => Promise.resolve(),
    })
    const given = again.index.data
    const same =
      isDeepStrictEqual(given.ledger, index.ledger) &&
      isDeepStrictEqual(given.ends, index.ends) &&
      isDeepStrictEqual(given.looks, index.looks) &&
      isDeepStrictEqual(bundled(given), bundled(index))
    return same ? [] : [problem('index-differs', 'damage', name)]
  } catch (error) {
    if (error instanceof NianbaoError && error.code === 'archive-damaged') return []
    throw error
  } finally {
    await file.close()
  }
}

const bundled = ({ bundles }: SiteIndex) => Object.entries(bundles).map(([key, { captures }]) => [key, captures])
