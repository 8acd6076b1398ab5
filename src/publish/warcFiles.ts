import { archiveId } from './archivalId.ts'
import type { Holdings, SiteHoldings } from './holdings.ts'
import type { SortedLines } from './sortedLines.ts'
import type { StagedFile } from './stagedFile.ts'
import type { Staging } from './staging.ts'
import type { PublishedFile } from './tableFile.ts'
import { warcIndexLine } from './warcIndex.ts'
import { warcInfo } from './warcInfo.ts'
import { warcLooks } from './warcLooks.ts'
import { warcMember } from './warcMember.ts'
import type { WarcRecord } from './warcRecord.ts'
import { warcRecords, type Look } from './warcRecords.ts'

export interface WarcOrder {
  readonly holdings: Holdings
  readonly software: string
  readonly staging: Staging
  /** Folder of the files below the staging folder. */
  readonly folder: string
  readonly index: SortedLines
  /** Which records the index names; all when it is not given. */
  readonly indexed?: (record: WarcRecord) => boolean
  /** Told of every record that can be looked up, with what it is of. */
  readonly written?: (look: Look, record: WarcRecord) => Promise<void>
  /** A file that has grown beyond so many bytes is the last to take a capture. */
  readonly fileBytes?: number
}

export interface WarcFiles {
  readonly captures: number
  /** `rows`: records. */
  readonly files: readonly PublishedFile[]
  /** Time of the newest capture; null when there is none. */
  readonly newest: string | null
}

/** The usual size of a WARC file (WARC 1.1 annex C). */
const gigabyte = 1_000_000_000

/** Writes everything that is selected as WARC files, a series for each site, and gathers the lines of their index. */
export async function warcFiles(order: WarcOrder): Promise<WarcFiles> {
  const files: PublishedFile[] = []
  let captures = 0
  let newest: string | null = null
  for await (const site of order.holdings.sites()) {
    let file: OpenWarc | null = null
    let number = 0
    for await (const look of warcLooks(archiveId(order.holdings.began), site, order.holdings.withheld)) {
      const { time } = look.capture
      if (file === null) {
        number += 1
        file = await openWarc(order, site, number, time)
      }
      for (const record of warcRecords(look)) {
        await file.write(record)
        if (record.index !== null) await order.written?.(look, record)
      }
      captures += 1
      if (newest === null || time > newest) newest = time
      if (file.bytes() < (order.fileBytes ?? gigabyte)) continue
      files.push(await file.finish())
      file = null
    }
    if (file !== null) files.push(await file.finish())
  }
  return { captures, files, newest }
}

interface OpenWarc {
  bytes(): number
  write(record: WarcRecord): Promise<void>
  finish(): Promise<PublishedFile>
}

async function openWarc(
  order: WarcOrder,
  site: SiteHoldings,
  number: number,
  date: string,
): Promise<OpenWarc> {
  const { holdings, software, staging, folder, index } = order
  const name = `${site.id}-${String(number).padStart(5, '0')}.warc.gz`
  const file: StagedFile = await staging.file(`${folder}/${name}`)
  const info = warcInfo(holdings, { name, site: site.id, date, software })
  let rows = 0
  const write = async (record: WarcRecord): Promise<void> => {
    const offset = file.bytes
    const member = await warcMember(record, record === info ? null : info.id)
    await file.write(member)
    rows += 1
    const line = warcIndexLine(record, { filename: name, offset, length: member.length })
    if (line !== null && (order.indexed?.(record) ?? true)) await index.add(line)
  }
  await write(info)
  return {
    bytes: () => file.bytes,
    write,
    finish: async () => ({ name, rows, ...(await staging.finish(file)) }),
  }
}
