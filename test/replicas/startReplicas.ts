import type { Publication } from './publications.ts'
import { startReplica, type Fault, type RunningReplica } from './replicaServer.ts'
import { replicaSites, type ReplicaSites } from './replicaSites.ts'
import { browserSites } from './sites/browserSites.ts'
import { lonsunSites } from './sites/lonsunSites.ts'
import { hanwebSites } from './sites/hanwebSites.ts'
import { nfcmsSites } from './sites/nfcmsSites.ts'
import { opennessSites } from './sites/opennessSites.ts'
import { staticSites } from './sites/staticSites.ts'
import { trsSites } from './sites/trsSites.ts'
import { ucapSites } from './sites/ucapSites.ts'
import { vsbSites } from './sites/vsbSites.ts'

export interface ReplicasOptions {
  /** Last year of report; without it the last whose deadline (31 March of the next year) has passed. */
  readonly lastYear?: number
}

export interface Replicas {
  /** Origin on 127.0.0.1 of every host. */
  readonly hosts: Readonly<Record<string, string>>
  /** Everything that is published, by site: what a crawl must find and leave. */
  readonly published: Readonly<Record<string, readonly Publication[]>>
  /** Requests to a host so far, path and query, robots.txt left out. */
  readonly seen: (host: string) => readonly string[]
  readonly fault: (host: string, fault: Fault) => void
  readonly close: () => Promise<void>
}

function lastDueYear(today: Date): number {
  return today.getFullYear() - (today.getMonth() >= 3 ? 1 : 2)
}

const everySite: readonly ((lastYear: number) => ReplicaSites)[] = [
  replicaSites,
  trsSites,
  vsbSites,
  nfcmsSites,
  browserSites,
  lonsunSites,
  opennessSites,
  ucapSites,
  staticSites,
  hanwebSites,
]

/** Starts the servers that answer for the hosts of the sites of crawlers/. */
export async function startReplicas({ lastYear }: ReplicasOptions = {}): Promise<Replicas> {
  const made = everySite.map((sitesOf) => sitesOf(lastYear ?? lastDueYear(new Date())))
  const servers = made.flatMap((sites) => sites.servers)
  const published = Object.fromEntries(made.flatMap((sites) => Object.entries(sites.published)))
  const running = new Map<string, RunningReplica>()
  const started: RunningReplica[] = []
  for (const { hosts, replicas } of servers) {
    const server = await startReplica(replicas)
    started.push(server)
    for (const host of hosts) running.set(host, server)
  }
  const of = (host: string): RunningReplica => {
    const server = running.get(host)
    if (server === undefined) throw new Error(`no replica answers for ${host}`)
    return server
  }
  return {
    hosts: Object.fromEntries([...running].map(([host, { origin }]) => [host, origin])),
    published,
    seen: (host) => of(host).seen(),
    fault: (host, fault) => {
      of(host).fault(fault)
    },
    close: async () => {
      await Promise.all(started.map((server) => server.close()))
    },
  }
}
