import type { Command } from 'commander'
import { loadConfig } from '../config/loadConfig.ts'
import { parseYear } from '../console/arguments.ts'
import { print, printJson } from '../console/print.ts'
import { withProgress } from '../console/progressTeller.ts'
import { NianbaoError } from '../errors.ts'
import { exitCodes } from '../exitCode.ts'
import type { Tell } from '../model/progress.ts'
import { converterHere } from '../pipeline/converterHere.ts'
import { openDerivePool } from '../pipeline/derivePool.ts'
import { figuresLine } from '../pipeline/figuresLine.ts'
import { readFiles, type FileReading } from '../pipeline/readFiles.ts'
import { rebuildReports } from '../pipeline/rebuildReports.ts'
import { settings, type Settings } from './settings.ts'

interface ExtractOptions {
  readonly figures?: true
  readonly unit?: string | null
  readonly year?: number | null
  readonly convert?: true
}

/** `nianbao extract`: files that a person names, or all that is archived. */
export function extractVerb(program: Command): void {
  program
    .command('extract')
    .description(
      'read files and print the model; without a file: rebuild every report from the archive, offline',
    )
    .argument(
      '[file...]',
      'docx, doc, wps, rtf, xlsx, xls, pdf (text or scan), html, mht, txt, images of pages (jpg, png, bmp), or a zip or rar with these; told by content, not by name',
    )
    .option('--figures', 'one line of JSON for each file: unit, year, figures, findings')
    .option('--unit <unit>', 'whose report it is, where the file does not say')
    .option('--year <year>', 'year of report, where the file does not say', parseYear)
    .option('--convert', 'convert a file that no reader here reads (needs LibreOffice)')
    .action(async (files: string[], options: ExtractOptions) => {
      const [option] = Object.keys(options)
      if (files.length > 0) await extractFiles(files, options, await settings(program))
      else if (option === undefined) await rebuild(await settings(program))
      else throw new NianbaoError('usage', `--${option} is about a file: nianbao extract --${option} … FILE`)
    })
}

async function extractFiles(
  files: readonly string[],
  { figures, unit = null, year = null, convert }: ExtractOptions,
  { config: folder }: Settings,
): Promise<void> {
  // what is wrong with it is told here; the worker reads it again
  await loadConfig(folder)
  const pool = openDerivePool(folder)
  const converter = convert ? await converterHere(warn) : null
  try {
    for await (const reading of readFiles(files, pool.derive, { unit, year }, converter)) {
      if (reading.kind === 'failed') tellFailed(reading)
      if (figures) printJson(figuresLine(reading))
      else if (reading.kind === 'report') print(`${JSON.stringify(reading.report, null, 2)}\n`)
    }
  } finally {
    await pool.close()
  }
}

function tellFailed({ file, finding: { code, message } }: FileReading & { readonly kind: 'failed' }): void {
  process.exitCode = exitCodes.usage
  process.stderr.write(`nianbao: ${code}: ${message.includes(file) ? '' : `${file}: `}${message}\n`)
}

const warn: Tell = (told) => {
  if (told.kind === 'warned') process.stderr.write(`nianbao: ${told.code}: ${told.message}\n`)
}

async function rebuild({ archive, config, clock }: Settings): Promise<void> {
  const { reports, unread } = await withProgress((tell) => rebuildReports({ archive, config, clock, tell }))
  print(
    `${reports} reports made from what is archived in ${archive}; ${unread.length} files kept without a report\n`,
  )
}
