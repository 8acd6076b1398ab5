import { publicPem } from '../archive/checkpointText.ts'
import { readArchive, type ArchiveReader } from '../archive/openArchive.ts'
import { proofOf, type Proof } from '../archive/proofOf.ts'
import { reportText } from '../archive/reportFile.ts'
import { NianbaoError } from '../errors.ts'
import { originalsEver } from '../model/originalsOf.ts'
import { publicReport } from '../model/publicReport.ts'
import type { Report } from '../model/report.ts'
import type { Withheld } from '../model/withholding.ts'
import { writeProof } from '../publish/proof/proofFolder.ts'
import { outsideArchive } from './outsideArchive.ts'

export interface ProveOrder {
  readonly archive: string
  /** Id of a report: `330105001/2022`, `330105/财政局/2022`. */
  readonly id: string
  /** Of several sites that have the report, the one to prove it from. */
  readonly site: string | null
  readonly out: string
}

/** What was written. */
export interface Proven {
  readonly id: string
  readonly site: string
  readonly kind: 'live' | 'replica'
  /** The checkpoint that the proof leads to. */
  readonly checkpoint: number
  readonly firstKey: string
  /** SHA-256 of the originals of this report that are not in the folder. */
  readonly withheld: readonly string[]
  readonly files: readonly string[]
}

/** `nianbao prove`: one report with everything that proves it, as a folder that needs none of our software. */
export async function prove({ archive: folder, id, site, out }: ProveOrder): Promise<Proven> {
  const archive = await readArchive(folder)
  try {
    await outsideArchive(folder, out)
    const shelf = await archive.site(await siteWith(archive, id, site))
    const report = await shelf.readReport(id)
    if (report === null) throw noReport(folder, id)
    const proof = publicProof(await proofOf(folder, shelf, report), report, await archive.withheld())
    const { checkpoint } = proof.checkpoint
    const files = await writeProof(out, { ...proof, keyPem: publicPem(checkpoint.key) })
    const { kind, firstKey } = proof
    return {
      id,
      site: shelf.id,
      kind,
      checkpoint: checkpoint.number,
      firstKey,
      withheld: proof.withheld,
      files,
    }
  } finally {
    await archive.close()
  }
}

/**
 * A proof as others may have it: a withheld original, of whatever edition, is proven by its ledger lines, and its bytes stay here.
 */
function publicProof(
  proof: Proof,
  report: Report,
  withheld: Withheld,
): Proof & { readonly report: string; readonly withheld: readonly string[] } {
  const all = [...[...originalsEver(report)].map((sha256) => ({ sha256 })), ...proof.made]
  const hidden = new Set(all.filter((file) => withheld.of(file) !== null).map(({ sha256 }) => sha256))
  return {
    ...proof,
    // Made of what was read, so that it is the report whose originals were looked up, whatever a run files meanwhile.
    report: reportText(publicReport(report, withheld)),
    originals: proof.originals.filter(({ name }) => !hidden.has(name.slice(0, 64))),
    withheld: [...hidden].sort(),
  }
}

async function siteWith(archive: ArchiveReader, id: string, only: string | null): Promise<string> {
  if (!/^\d{2,9}\/(?:.+\/)?\d{4}$/u.test(id))
    throw new NianbaoError(
      'usage',
      `${id}: no id of a report (330105001/2022, 330105/财政局/2022); nianbao status lists them`,
    )
  const found: string[] = []
  for (const site of await archive.sites()) {
    if (only !== null && site !== only) continue
    if ((await (await archive.site(site)).readReport(id)) !== null) found.push(site)
  }
  const [first, ...others] = found
  if (first === undefined) throw noReport(archive.folder, id)
  if (others.length === 0) return first
  throw new NianbaoError('usage', `${id} is at ${found.join(' and ')}; name one with --site`)
}

const noReport = (archive: string, id: string): NianbaoError =>
  new NianbaoError('no-such-file', `${archive}: no report ${id} is archived; nianbao status lists what is`)
