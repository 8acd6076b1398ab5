import { onTestFinished } from 'vitest'
import { Site } from '../../src/sites/siteFile.ts'
import type { SourceFacts } from '../../src/sites/defineSite.ts'
import { replicaGet } from './replicaGet.ts'
import { startReplica, type Fault, type Replica } from './replicaServer.ts'
import { nothingKept, readListing, type Kept, type Night } from './readListing.ts'

export const host = 'www.test.gov.cn'

export interface OneSite {
  readonly kept: Kept
  /** One night of discovery; what is remembered stays for the next. */
  readonly night: (options?: Parameters<typeof readListing>[3]) => Promise<Night>
  /** Paths asked for since the last call. */
  readonly asked: () => readonly string[]
  readonly fault: (fault: Fault) => void
}

/** A site on one host that a replica answers for, gone when the test is over. */
export async function oneSite(
  sources: readonly SourceFacts[],
  ...replicas: readonly Replica[]
): Promise<OneSite> {
  const server = await startReplica(replicas)
  onTestFinished(() => server.close())
  const site = Site.parse({
    id: 'test-site',
    name: '测试区人民政府',
    division: '330105',
    hosts: [host],
    sources,
    expect: { from: 2020, perYear: [1, 90] },
  })
  const kept = nothingKept()
  const get = replicaGet({ [host]: server.origin })
  let before = 0
  return {
    kept,
    night: (options) => readListing(site, get, kept, options),
    asked: () => {
      const fresh = server.seen().slice(before)
      before = server.seen().length
      return fresh
    },
    fault: server.fault,
  }
}
