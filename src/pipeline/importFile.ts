import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { openArchive } from '../archive/openArchive.ts'
import { openSigner } from '../archive/openSigner.ts'
import { lookKey } from '../archive/requestKey.ts'
import type { Clock } from '../clock.ts'
import { loadAuthority } from '../config/loadAuthority.ts'
import { loadWebhooks } from '../config/loadWebhooks.ts'
import { loadConfig } from '../config/loadConfig.ts'
import { NianbaoError } from '../errors.ts'
import type { CaptureFacts } from '../model/capture.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Tell } from '../model/progress.ts'
import type { Trouble } from '../model/run.ts'
import type { Site } from '../sites/siteFile.ts'
import { afterRun } from './afterRun.ts'
import { archiveKind } from './archiveKind.ts'
import { stampCheckpoint, warnUnstamped } from './stampCheckpoint.ts'
import { tellIfMade } from './openWorks.ts'
import { beginReceivers } from './receivers/beginReceivers.ts'
import { readInput } from './readInput.ts'
import { converterHere } from './converterHere.ts'
import { convertUnread } from './convertUnread.ts'
import { openDerivePool } from './derivePool.ts'
import { deriveReports } from './deriveReports.ts'

/** A file that a person has, and what they say of it. */
export interface ImportOrder {
  readonly file: string
  /** A unit's name, or a division's code with or without `/body`. */
  readonly unit: string
  readonly year: number
  /** Where it came from. */
  readonly from: string
  readonly sites: readonly Site[]
  readonly archive: string
  readonly config: string
  /** File of the key that signs; where it lies by itself when not given (`keyFile`). */
  readonly key?: string | undefined
  readonly clock: Clock
  readonly tell: Tell
  /** Whether a file that no reader of ours reads is to be converted, where that can be; not if it is not given. */
  readonly convert?: boolean
}

export interface Imported {
  /** Folder of the archive that took it. */
  readonly site: string
  readonly outcome: 'new' | 'changed' | 'unchanged' | 'not-modified'
  readonly sha256: string
  /** Ids. */
  readonly reports: readonly string[]
  readonly unread: readonly Trouble[]
}

/** Where imports go that belong to no site of ours. */
const elsewhere = 'imported'

/**
 * `nianbao import`: archives a file that a person has, with where it came from; then the path goes on as for any other
 * original. The ledger says that it was an import and what the person gave.
 */
export async function importFile(order: ImportOrder): Promise<Imported> {
  const bytes = await readInput(order.file)
  if (bytes.length === 0)
    throw new NianbaoError('empty-file', `${order.file}: the file is empty; nothing is archived`)
  if (!URL.canParse(order.from))
    throw new NianbaoError('usage', `--from ${order.from}: not a URL (https://…: where the file came from)`)
  const { fetch } = await loadConfig(order.config)
  const run = order.clock().toISOString()
  const { clock, archive: folder } = order
  const signer = await openSigner(folder, order.key)
  tellIfMade(signer, order.tell)
  const authority = await loadAuthority(order.config)
  const webhooks = await loadWebhooks(order.config)
  const archive = await openArchive(folder, {
    kind: await archiveKind(folder, 'live'),
    now: clock,
    run,
    refusedKeptDays: fetch.refusedKeptDays,
  })
  const pool = openDerivePool(order.config)
  try {
    const receivers = await beginReceivers(archive, webhooks, run, order.tell)
    const site = siteOf(order)
    const shelf = await archive.site(site?.id ?? elsewhere)
    for (const message of shelf.recovered) order.tell({ kind: 'recovered', site: shelf.id, message })
    const line = await shelf.admit(exchangeOf(order, bytes, run), factsOf(order, site))
    const reports: string[] = []
    const unread: Trouble[] = []
    const converter = order.convert === true ? await converterHere(order.tell) : null
    const trouble = (failed: Trouble): void => {
      order.tell({ kind: 'trouble', site: shelf.id, ...failed })
    }
    await convertUnread({ shelf, converter, clock, spent: () => null, trouble }, [lookKey(line)])
    await deriveReports(shelf, shelf.underived(), {
      width: 1,
      derive: pool.derive,
      filing: new Map(),
      report: (id) => reports.push(id),
      unread: (trouble) => unread.push(trouble),
    })
    await archive.finish()
    // Without a record, nothing would tell that the folder of the site is gone.
    const finished = clock().toISOString()
    const nobody = { sites: [], requests: {}, hostsRefusing: [] }
    await archive.saveRun({
      schema: 'nianbao/run@1',
      run,
      command: 'import',
      started: run,
      finished,
      ...nobody,
    })
    await archive.checkpoint(signer)
    warnUnstamped(await stampCheckpoint(archive, authority, fetch), order.tell)
    await afterRun({ archive, config: order.config, fetch, clock, tell: order.tell, receivers })
    return { site: shelf.id, outcome: line.outcome, sha256: line.sha256, reports, unread }
  } finally {
    await pool.close()
    await archive.close()
  }
}

const siteOf = ({ from, sites }: ImportOrder): Site | undefined =>
  sites.find(({ hosts }) => hosts.includes(new URL(from).host))

function factsOf({ file, unit, year }: ImportOrder, site: Site | undefined): CaptureFacts {
  return {
    role: 'import',
    source: null,
    parent: null,
    division: site?.division ?? null,
    title: null,
    date: null,
    column: null,
    name: basename(file),
    given: { unit, year },
  }
}

/** Nobody was asked: status 0 and no headers say so in the ledger. */
function exchangeOf({ from }: ImportOrder, body: Uint8Array, time: string): Exchange {
  return {
    url: from,
    method: 'GET',
    form: null,
    hops: [],
    finalUrl: from,
    status: 0,
    requestHeaders: {},
    responseHeaders: {},
    body,
    sha256: createHash('sha256').update(body).digest('hex'),
    encoded: null,
    time,
  }
}
