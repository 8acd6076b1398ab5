import type { SiteReader } from '../archive/siteReader.ts'
import type { Problem } from '../archive/problem.ts'
import { verifyArchive } from '../archive/verifyArchive.ts'
import { loadConfig } from '../config/loadConfig.ts'
import type { Tell } from '../model/progress.ts'
import { Report } from '../model/report.ts'
import type { Derived } from './deriveBundle.ts'
import { everyCore, openDerivePool, type DerivePool } from './derivePool.ts'
import { inBatches } from './inBatches.ts'
import { joinedBundle } from './joinedBundle.ts'

/** `nianbao verify`: the archive against its own record, and every report against what today's rules make of it. */
export async function* checkArchive(order: {
  readonly archive: string
  readonly config: string
  /** Share of the originals to hash, above 0 up to 1. */
  readonly sample: number
  /** ISO 8601, UTC; null for all. */
  readonly since: string | null
  readonly tell: Tell
}): AsyncGenerator<Problem> {
  // A fault in it is told here and now, and not by each process that derives.
  await loadConfig(order.config)
  const pool = openDerivePool(order.config, everyCore())
  try {
    const verified = yield* verifyArchive(order.archive, {
      sample: order.sample,
      ...(order.since !== null && { since: order.since }),
      rederive: (site, keys, made) => rederive({ site, keys, made, derive: pool.derive }),
      onProgress: ({ site, files, bytes, share }) => {
        order.tell({ kind: 'checked', site, files, bytes, share })
      },
    })
    order.tell({ kind: 'verified', ...verified })
  } finally {
    await pool.close()
  }
}

interface Rederiving {
  readonly site: SiteReader
  readonly keys: readonly string[]
  readonly made: () => void
  readonly derive: DerivePool['derive']
}

/** Bundles in memory at a time. */
const together = 16

/**
 * The reports of a site that rest on the given bundles made again, each with all bundles that it rests on. Where all are given,
 * the index is not asked which those are.
 */
async function* rederive({
  site,
  keys,
  made,
  derive,
}: Rederiving): AsyncGenerator<{ readonly report: Report; readonly bundles: readonly string[] }> {
  const found = new Map<string, { report: Report; bundles: string[] }>()
  const given = new Set(keys)
  for (const batch of inBatches(together, keys)) {
    const derived = await Promise.all(
      batch.map(async (key) => reportsOf(await derive(await site.bundle(key)))),
    )
    for (const [at, key] of batch.entries()) {
      made()
      for (const { id, report } of derived[at] ?? []) {
        const known = found.get(id)
        if (known) known.bundles.push(key)
        else
          found.set(id, {
            report,
            bundles: [key, ...site.bundlesOf(id).filter((other) => !given.has(other))],
          })
      }
    }
  }
  for (const [id, { report: alone, bundles }] of found) {
    const report =
      bundles.length === 1
        ? alone
        : reportsOf(await derive(await joinedBundle(site, bundles))).find((joined) => joined.id === id)
            ?.report
    if (report) yield { report, bundles }
  }
}

const reportsOf = ({ reports }: Derived): readonly { readonly id: string; readonly report: Report }[] =>
  reports.flatMap(({ id, text }) => {
    const parsed: unknown = JSON.parse(text)
    return id === null ? [] : [{ id, report: Report.parse(parsed) }]
  })
