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
  readonly tell: Tell
}): AsyncGenerator<Problem> {
  const { knowledge } = await loadConfig(order.config)
  const extract = extractor(knowledge)
  const validate = validator(knowledge.forms)
  yield* verifyArchive(order.archive, {
    sample: order.sample,
    rederive: (site) => rederive(site, extract, validate),
    onProgress: ({ done, total }) => {
      order.tell({ kind: 'checked', done, total })
    },
  })
}

/** Every report of a site made again, with the bundles that it rests on; the index is not asked. */
async function* rederive(
  site: SiteReader,
  extract: Extract,
  validate: Validate,
): AsyncGenerator<{ readonly report: Report; readonly bundles: readonly string[] }> {
  const found = new Map<string, { report: Report; bundles: string[] }>()
  for (const key of site.bundleKeys()) {
    for (const report of extract(await site.bundle(key)).reports) {
      if (report.id === null) continue
      const known = found.get(report.id)
      if (known) known.bundles.push(key)
      else found.set(report.id, { report, bundles: [key] })
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
