import type { Archive } from '../archive/openArchive.ts'
import type { Signer } from '../archive/signingKey.ts'
import type { SiteArchive } from '../archive/siteArchive.ts'
import type { Clock } from '../clock.ts'
import type { Authority } from '../config/loadAuthority.ts'
import type { Config } from '../config/loadConfig.ts'
import type { Converter } from '../extract/engines/officeEngine.ts'
import type { FetchPolicy } from '../fetch/fetch.ts'
import type { Receiver } from '../model/receiver.ts'
import type { Tell } from '../model/progress.ts'
import type { Site } from '../sites/siteFile.ts'
import type { Budget } from './budget.ts'
import type { DerivePool } from './derivePool.ts'
import type { SiteLog } from './siteLog.ts'
import type { WatchedFetcher } from './watchedFetcher.ts'

/** The stages, opened once for a run. */
export interface Works {
  readonly run: string
  readonly clock: Clock
  /** Without the knowledge: only who derives needs it, and it is large. */
  readonly config: Pick<Config, 'fetch'>
  readonly archive: Archive
  /** Signs the checkpoint that ends the run. */
  readonly signer: Signer
  /** Stamps it with the time, where one is configured. */
  readonly authority: Authority | null
  /** Who is told of what the run found. */
  readonly receivers: readonly Receiver[]
  readonly fetcher: WatchedFetcher
  readonly budget: Budget
  /** Whether what a reader saw of a new report is kept, too. */
  readonly pictures: boolean
  /** Converts what no reader of ours reads; null where that was not asked for, or cannot be. */
  readonly converter: Converter | null
  /** Stages 4 and 5, on the other cores. */
  readonly pool: DerivePool
  readonly tell: Tell
}

/** A run at one site. */
export interface SiteWorks extends Works {
  readonly site: Site
  readonly shelf: SiteArchive
  readonly log: SiteLog
  /** Reports that are being filed now, by id. */
  readonly filing: Map<string, Promise<void>>
}

/** What every request of a site has in common. */
export const policyOf = ({
  hosts,
  pace,
  tls,
  browser,
}: Site): Pick<FetchPolicy, 'hosts' | 'pace' | 'tls' | 'browser'> => ({
  hosts,
  tls,
  ...(pace !== undefined && { pace }),
  ...(browser !== undefined && { browser }),
})
