import { openArchive } from '../archive/openArchive.ts'
import { openSigner } from '../archive/openSigner.ts'
import type { Signer } from '../archive/signingKey.ts'
import type { Clock } from '../clock.ts'
import { loadAuthority } from '../config/loadAuthority.ts'
import { loadConfig } from '../config/loadConfig.ts'
import { loadWebhooks } from '../config/loadWebhooks.ts'
import { whyNoBrowser } from '../fetch/browser/chromium.ts'
import { openFetch } from '../fetch/fetch.ts'
import type { Tell } from '../model/progress.ts'
import { openBudget, type Limits } from './budget.ts'
import { converterHere } from './converterHere.ts'
import { openDerivePool } from './derivePool.ts'
import { keepHeapSmall } from './keepHeapSmall.ts'
import { watchedFetcher } from './watchedFetcher.ts'
import { beginReceivers } from './receivers/beginReceivers.ts'
import type { Works } from './works.ts'

/** Where things are, and on which side of the network. */
export interface WorksOrder {
  /** Folders. */
  readonly archive: string
  readonly config: string
  /** File of the key that signs; where it lies by itself when not given (`keyFile`). */
  readonly key?: string | undefined
  /** Host to loopback origin; empty for a live crawl. */
  readonly replicas: ReadonlyMap<string, string>
  readonly clock: Clock
  readonly tell: Tell
  /** How much the run may take; all that it needs where not given. */
  readonly limits?: Limits
  /** Whether what a reader saw of a new report is to be kept, too; not if it is not given. */
  readonly pictures?: boolean
  /** Whether files that no reader of ours reads are to be converted, where that can be; not if it is not given. */
  readonly convert?: boolean
}

const noLimits: Limits = { minutes: null, requests: null }

/** Whoever does not hear of the key will not keep a copy. */
export function tellIfMade({ madeIn, publicKey }: Signer, tell: Tell): void {
  if (madeIn !== null) tell({ kind: 'key-made', file: madeIn, publicKey })
}

/** Opens the stages for the run that begins at `run` (ISO 8601): the archive for writing, the network, the other cores. */
export async function openWorks(order: WorksOrder, run: string): Promise<Works> {
  const { archive, config: folder, replicas, clock, tell, limits = noLimits } = order
  keepHeapSmall()
  const { fetch } = await loadConfig(folder)
  const authority = await loadAuthority(folder)
  const webhooks = await loadWebhooks(folder)
  const signer = await openSigner(archive, order.key)
  tellIfMade(signer, tell)
  const opened = await openArchive(archive, {
    kind: replicas.size > 0 ? 'replica' : 'live',
    now: clock,
    run,
    refusedKeptDays: fetch.refusedKeptDays,
  })
  const receivers = await beginReceivers(opened, webhooks, run, tell).catch(async (error: unknown) => {
    await opened.close()
    throw error
  })
  const fetcher = watchedFetcher(
    openFetch({ config: fetch, replicas, ...(limits.requests !== null && { maxRequests: limits.requests }) }),
    clock,
  )
  return {
    run,
    clock,
    config: { fetch },
    tell,
    archive: opened,
    signer,
    authority,
    pictures: order.pictures === true && (await isBrowserHere(tell)),
    converter: order.convert === true ? await converterHere(tell) : null,
    receivers,
    fetcher,
    budget: openBudget(limits, clock, () => fetcher.statistics().total),
    pool: openDerivePool(folder),
  }
}

/** Said once a run: who asked for pictures must hear that there will be none. */
async function isBrowserHere(tell: Tell): Promise<boolean> {
  const why = await whyNoBrowser()
  if (why !== null) tell({ kind: 'warned', code: 'no-browser', message: `no pictures in this run: ${why}` })
  return why === null
}

/** Ends what is under way and closes everything; the archive last, which keeps what was acknowledged. */
export async function closeWorks({ fetcher, pool, archive }: Works): Promise<void> {
  fetcher.close()
  await pool.close()
  await archive.close()
}
