import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { durableWrite, makeFolder, syncFolder } from './durableWrite.ts'
import { filesBelow } from './filesBelow.ts'
import { keptFiles } from './manifest.ts'
import { isWhole } from './originals.ts'
import type { SiteRecord } from './siteRecord.ts'
import { ledgerStart, walkGoodLedger } from './walkLedger.ts'

/**
 * A file that lies in a site's folder while a run keeps originals there, and goes when the run has finished: whoever finds
 * it on opening knows that a run was cut off, and that originals may lie there of which no ledger line speaks (0014).
 */
const markOf = (site: string): string => join(site, '.unfinished')

export const wasCutOff = (site: string): boolean => existsSync(markOf(site))

/** To be called before the first original of a run; durable, so that it outlives a power cut. */
export async function markUnfinished(site: string, temp: string): Promise<void> {
  if (!wasCutOff(site)) await durableWrite(markOf(site), '', { temp })
}

/** To be called when all is durable. Should a power cut bring it back, the next opening looks in vain. */
export async function unmark(site: string): Promise<void> {
  await rm(markOf(site), { force: true })
}

/**
 * Moves originals without a ledger line to `refused/`, for good: nobody was told that they are kept, and nothing says where
 * they came from. A file that is not what its name says was not left by a run: it stays, for verify to name. Gives how many.
 */
export async function setAsideUnfinished(site: string, { file, path, index }: SiteRecord): Promise<number> {
  const recorded = new Set<string>()
  for await (const { capture } of walkGoodLedger(file, path, ledgerStart, index.data.ledger.bytes))
    for (const kept of keptFiles(capture)) recorded.add(kept.path)
  // What cannot be listed or read stays, for verify to name.
  const { files } = await filesBelow(join(site, 'originals'))
  const strays = files.map((name) => join('originals', name)).filter((name) => !recorded.has(name))
  let moved = 0
  for (const name of strays) {
    const from = join(site, name)
    if (!isWhole(from)) continue
    await makeFolder(join(site, 'refused'))
    await rename(from, join(site, 'refused', `unfinished-${basename(name)}`))
    // The new name before the loss of the old one: these bytes are nowhere else.
    await syncFolder(join(site, 'refused'))
    await syncFolder(dirname(from))
    moved += 1
  }
  return moved
}
