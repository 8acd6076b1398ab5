import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import type { TableFormat } from '../model/exportFormat.ts'
import type { Metric } from '../model/metric.ts'
import type { Report } from '../model/report.ts'
import { isWhole, selectionWords, type Selection } from '../model/selection.ts'
import type { WithheldOriginal } from '../model/withholding.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import { csvFiles } from './csvFiles.ts'
import { jsonlFiles } from './jsonlFiles.ts'
import { clearParts } from './partName.ts'
import { TableFile, type PublishedFile, type Sheet } from './tableFile.ts'

/** What to write where. */
export interface PublishOrder {
  readonly format: TableFormat
  /** What the reports were chosen by: for the manifest. */
  readonly selection: Selection
  /** Folder to write to; made when it is not there. Files of the same name are replaced whole. */
  readonly out: string
  /** An export of a replica archive says so in every file name. */
  readonly kind: 'live' | 'replica'
  /** Dictionary of figures in the order of the forms: the columns of the wide table. */
  readonly metrics: readonly Metric[]
  /** Originals that are withheld in this archive: for the manifest. */
  readonly withheld: readonly WithheldOriginal[]
  /** ISO 8601, UTC: for the manifest. */
  readonly now: string
}

/** What was written, as also told in `manifest.json`. */
export interface Published {
  readonly reports: number
  readonly files: readonly PublishedFile[]
}

/**
 * Writes the reports, and the findings across their years, as files for people and programs, with `manifest.json` (rows and SHA-256 of each file).
 * Every file appears complete or not at all.
 */
export async function publish(
  reports: AsyncIterable<Report>,
  acrossYears: AsyncIterable<YearFinding>,
  order: PublishOrder,
): Promise<Published> {
  await mkdir(order.out, { recursive: true })
  await clearParts(order.out)
  const name = (base: string, extension: string): string =>
    join(order.out, order.kind === 'replica' ? `${base}.replica.${extension}` : `${base}.${extension}`)
  const sheets = order.format === 'csv' ? csvFiles(order.metrics) : jsonlFiles()
  const files: { readonly sheet: Sheet<Report>; readonly file: TableFile }[] = []
  const opened = async (path: string, sheet: Sheet<Report>): Promise<TableFile> => {
    const file = await TableFile.open(path, sheet.head)
    files.push({ sheet, file })
    return file
  }
  try {
    for (const sheet of sheets) await opened(name(sheet.name, order.format), sheet)
    let count = 0
    for await (const report of reports) {
      count += 1
      for (const { sheet, file } of files) await file.write(sheet.rows(report))
    }
    // An empty table would pass for a success. An archive without reports is another matter: status says why.
    if (count === 0 && !isWhole(order.selection)) {
      throw new NianbaoError(
        'usage',
        `${selectionWords(order.selection)}: no report of this archive is selected; see nianbao status`,
      )
    }
    for await (const finding of acrossYears) {
      for (const { sheet, file } of files) await file.write(sheet.rowsAcross?.(finding) ?? [])
    }
    const written: PublishedFile[] = []
    for (const { file } of files) written.push(await file.finish())
    const manifest = await opened(join(order.out, 'manifest.json'), {
      name: 'manifest',
      head: '',
      rows: () => [],
    })
    const facts = {
      made: order.now,
      archive: order.kind,
      format: order.format,
      selection: selectionWords(order.selection),
      reports: count,
      withheld: order.withheld,
      files: written,
    }
    await manifest.write([`${JSON.stringify(facts, null, 2)}\n`])
    await manifest.finish()
    return { reports: count, files: written }
  } catch (error) {
    for (const { file } of files) await file.discard()
    throw error
  }
}
