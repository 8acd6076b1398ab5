import { archivalName } from './archivalNames.ts'
import type { Holdings } from './holdings.ts'
import { SortedLines } from './sortedLines.ts'
import { stagedZip } from './stagedZip.ts'
import { Staging } from './staging.ts'
import type { PublishedFile } from './tableFile.ts'
import { nothingSelected, writeIndex, type Archived, type ArchivalOrder } from './warc.ts'
import { waczDescription, waczDigest } from './waczDescription.ts'
import { waczPage, waczPagesHead } from './waczPages.ts'
import { warcFiles } from './warcFiles.ts'
import type { WarcRecord } from './warcRecord.ts'

/** The export `wacz`: one file (WACZ 1.1.1) that a browser replays, with the same WARC files as the export `warc`. */
export function exportWacz(holdings: Holdings, { out, software }: ArchivalOrder): Promise<Archived> {
  return Staging.use(out, async (staging) => {
    const index = new SortedLines(staging, 'index')
    const pages = await staging.file('content/pages/pages.jsonl')
    await pages.write(waczPagesHead)
    let listed = 0
    const made = await warcFiles({
      ...{ holdings, software, staging, index },
      folder: 'content/archive',
      indexed: isReplayed,
      async written(look, answer) {
        const page = waczPage(look, answer)
        if (page === null) return
        await pages.write(page)
        listed += 1
      },
    })
    if (made.newest === null) throw nothingSelected(holdings)
    const { captures, files, newest } = made
    const inside: PublishedFile[] = [
      ...files.map((file) => ({ ...file, name: `archive/${file.name}` })),
      { ...(await writeIndex(staging, 'content/indexes/index.cdx', index)), name: 'indexes/index.cdx' },
      { name: 'pages/pages.jsonl', rows: listed, ...(await staging.finish(pages)) },
    ]
    const description = waczDescription({ holdings, software, newest, captures, files: inside })
    await staging.write('content/datapackage.json', description)
    await staging.write('content/datapackage-digest.json', waczDigest(description))
    const names = [...inside.map(({ name }) => name), 'datapackage.json', 'datapackage-digest.json']
    const name = `${archivalName(holdings)}.wacz`
    // Stored and not compressed, so that readers can reach into the files (WACZ 1.1.1, "Zip Compression").
    const zipped = await stagedZip(staging, name, { folder: 'content', files: names, compress: false })
    await staging.publish(name)
    return { captures, files: [{ name, rows: names.length, ...zipped }] }
  })
}

/**
 * Replay tools go to the look nearest in time. A 304 among them would be shown as an empty page, so a WACZ's index leads to
 * the content that it confirms; the record is in the WARC all the same.
 */
const isReplayed = ({ index }: WarcRecord): boolean => index?.status !== 304
