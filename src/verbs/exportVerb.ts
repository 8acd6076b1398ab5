import { Argument, type Command } from 'commander'
import { parseReportId, parseYear } from '../console/arguments.ts'
import { describeExport } from '../console/describeExport.ts'
import { print, printJson } from '../console/print.ts'
import { exportFormats, type ExportFormat } from '../model/exportFormat.ts'
import type { Selection } from '../model/selection.ts'
import { publish } from '../pipeline.ts'
import { settings } from './settings.ts'

interface ExportOptions extends Partial<Selection> {
  readonly out: string
  readonly json?: true
}

/** `nianbao export`: for other programs, and for archivists. */
export function exportVerb(program: Command): void {
  program
    .command('export')
    .description('write every report for other programs, or what was captured for archivists')
    .addArgument(new Argument('<format>').choices(exportFormats))
    .requiredOption('--out <folder>', 'where to write')
    .option('--site <id>', 'only of this site')
    .option('--report <id>', 'only this report, such as 330105001/2022', parseReportId)
    .option('--year <year>', 'only reports of this year', parseYear)
    .option('--json', 'what was written, as one line of JSON')
    .action(async (format: ExportFormat, { out, json, site, report, year }: ExportOptions) => {
      const { archive, config, clock } = await settings(program)
      const selection = { site: site ?? null, report: report ?? null, year: year ?? null }
      const published = await publish({ archive, config, clock, format, selection, out })
      if (json) printJson(published)
      else print(describeExport(published, out))
    })
}
