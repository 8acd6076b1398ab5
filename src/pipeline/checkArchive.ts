import type { SiteReader } from '../archive/siteReader.ts'
import type { Problem } from '../archive/problem.ts'
import { verifyArchive } from '../archive/verifyArchive.ts'
import { loadConfig } from '../config/loadConfig.ts'
import { extractor, type Extract } from '../extract/extract.ts'
import type { Tell } from '../model/progress.ts'
import type { Report } from '../model/report.ts'
import { validator, type Validate } from '../validate/validate.ts'
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
  const { knowledge } = await loadConfig(order.config)
  const extract = extractor(knowledge)
  const validate = validator(knowledge.forms)
  const verified = yield* verifyArchive(order.archive, {
    sample: order.sample,
    ...(order.since !== null && { since: order.since }),
    rederive: (site, keys, made) => rederive({ site, keys, made, extract, validate }),
    onProgress: ({ site, files, bytes, share }) => {
      order.tell({ kind: 'checked', site, files, bytes, share })
    },
  })
  order.tell({ kind: 'verified', ...verified })
}

interface Rederiving {
  readonly site: SiteReader
  readonly keys: readonly string[]
  readonly made: () => void
  readonly extract: Extract
  readonly validate: Validate
}

/**
 * The reports of a site that rest on the given bundles made again, each with all bundles that it rests on. Where all are given,
 * the index is not asked which those are.
 */
async function* rederive({
  site,
  keys,
  made,
  extract,
  validate,
}: Rederiving): AsyncGenerator<{ readonly report: Report; readonly bundles: readonly string[] }> {
  const found = new Map<string, { report: Report; bundles: string[] }>()
  const given = new Set(keys)
  for (const key of keys) {
    made()
    for (const report of extract(await site.bundle(key)).reports) {
      if (report.id === null) continue
      const known = found.get(report.id)
      if (known) known.bundles.push(key)
      else
        found.set(report.id, {
          report,
          bundles: [key, ...site.bundlesOf(report.id).filter((other) => !given.has(other))],
        })
    }
  }
  for (const [id, { report: alone, bundles }] of found) {
    const report =
      bundles.length === 1
        ? alone
        : extract(await joinedBundle(site, bundles)).reports.find((joined) => joined.id === id)
    if (report) yield { report: validate(report), bundles }
  }
}
