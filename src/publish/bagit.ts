import type { Withheld } from '../model/withholding.ts'
import { archivalName } from './archivalNames.ts'
import { bagInfo, bagItself, bagReadme } from './bagitPapers.ts'
import type { HeldFile, Holdings, SiteHoldings } from './holdings.ts'
import { SortedLines } from './sortedLines.ts'
import type { Fixity, StagedFile } from './stagedFile.ts'
import { Staging } from './staging.ts'
import type { PublishedFile } from './tableFile.ts'
import { nothingSelected, type Archived, type ArchivalOrder } from './warc.ts'

/** The export `bagit`: a bag (RFC 8493) whose `data/` is laid out like the archive. Every name is ASCII. `kind` ends its name. */
export function exportBagit(
  holdings: Holdings,
  { out, software, now, kind = 'bag' }: ArchivalOrder & { readonly kind?: string },
): Promise<Archived> {
  return Staging.use(out, async (staging) => {
    const name = `${archivalName(holdings)}-${kind}`
    const payload = await Payload.open(staging, name)
    const quoting: string[] = []
    for await (const { path, bytes } of holdings.papers()) {
      if (bytes === null) quoting.push(path)
      else await payload.write(path, [bytes])
    }
    let captures = 0
    for await (const site of holdings.sites()) captures += await packSite(payload, site, holdings.withheld)
    if (captures === 0) throw nothingSelected(holdings)
    await payload.write('SELECTION.md', [bagReadme(holdings, captures, quoting)])
    const { bytes, files, manifest } = await payload.finish()

    const tags: PublishedFile[] = [{ name: 'manifest-sha256.txt', rows: files, ...manifest }]
    const info = bagInfo({ holdings, software, now, bytes, files })
    for (const [tag, text] of [['bagit.txt', bagItself] as const, ['bag-info.txt', info] as const]) {
      tags.push({
        name: tag,
        rows: text.split('\n').length - 1,
        ...(await staging.write(`${name}/${tag}`, text)),
      })
    }
    const lines = tags.map((tag) => manifestLine(tag.sha256, tag.name)).sort()
    const last = await staging.write(`${name}/tagmanifest-sha256.txt`, lines.join(''))
    await staging.publish(name)
    const written = [...tags, { name: 'tagmanifest-sha256.txt', rows: lines.length, ...last }]
    return { captures, files: written.map((file) => ({ ...file, name: `${name}/${file.name}` })) }
  })
}

/** Ledger, originals (but for those that are withheld) and reports of a site; gives the number of selected lines. */
async function packSite(payload: Payload, site: SiteHoldings, withheld: Withheld): Promise<number> {
  await payload.write(`${site.id}/captures.jsonl`, site.ledger())
  const originals = new SortedLines(payload.staging, `originals-${site.id}`)
  let captures = 0
  for await (const capture of site.captures()) {
    captures += 1
    if (withheld.of(capture) !== null) continue
    for (const file of capture.encoded === null ? [capture] : [capture, capture.encoded]) {
      const path = originalPath(file)
      if (!(await payload.has(`${site.id}/${path}`)))
        await payload.write(`${site.id}/${path}`, [await site.original(file)])
      await originals.add(`${file.sha256}  ${path}`)
    }
  }
  await payload.write(`${site.id}/originals.sha256`, lineByLine(originals.inOrder()))
  for await (const { path, bytes } of site.reports()) await payload.write(`${site.id}/${path}`, [bytes])
  await payload.staging.settle()
  return captures
}

/** As in the archive, whose README speaks of these paths. */
const originalPath = ({ sha256, extension }: HeldFile): string =>
  `originals/${sha256.slice(0, 2)}/${sha256}.${extension}`

/** A line of a manifest (RFC 8493 §2.1.3), in the form that `sha256sum -c` reads. */
const manifestLine = (sha256: string, path: string): string => `${sha256}  ${path}\n`

async function* lineByLine(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(`${line}\n`)
}

/** `data/` of a bag while it is filled, with its manifest. */
class Payload {
  readonly staging: Staging
  readonly #bag: string
  readonly #manifest: StagedFile
  #bytes = 0
  #files = 0

  private constructor(staging: Staging, bag: string, manifest: StagedFile) {
    this.staging = staging
    this.#bag = bag
    this.#manifest = manifest
  }

  static async open(staging: Staging, bag: string): Promise<Payload> {
    return new Payload(staging, bag, await staging.file(`${bag}/manifest-sha256.txt`))
  }

  has(path: string): Promise<boolean> {
    return this.staging.has(`${this.#bag}/data/${path}`)
  }

  async write(path: string, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
    // RFC 8493 §2.1.3 escapes CR, LF and %; nothing in an archive is named so, and systems differ in what is not ASCII.
    if (!/^[\w./-]+$/u.test(path)) throw new Error(`${path}: no name for a bag`)
    const file = await this.staging.file(`${this.#bag}/data/${path}`)
    for await (const piece of pieces) await file.write(piece)
    const { bytes, sha256 } = await this.staging.finish(file)
    this.#bytes += bytes
    this.#files += 1
    await this.#manifest.write(manifestLine(sha256, `data/${path}`))
  }

  async finish(): Promise<{ readonly bytes: number; readonly files: number; readonly manifest: Fixity }> {
    return { bytes: this.#bytes, files: this.#files, manifest: await this.staging.finish(this.#manifest) }
  }
}
