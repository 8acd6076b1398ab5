import { Argument, type Command } from 'commander'
import { parseRegion, parseReportId, parseYear } from '../console/arguments.ts'
import { describeExport } from '../console/describeExport.ts'
import { parseSince } from '../console/parseSince.ts'
import { print, printJson } from '../console/print.ts'
import { exportFormats, type ExportFormat } from '../model/exportFormat.ts'
import type { Selection } from '../model/selection.ts'
import { publish } from '../pipeline.ts'
import { settings } from './settings.ts'

interface ExportOptions {
  readonly out: string
  readonly site?: string
  readonly report?: readonly string[]
  readonly year?: number
  readonly region?: string
  readonly since?: string
  readonly allowShrink?: true
  readonly json?: true
}

/** `nianbao export`: for other programs, for people with a spreadsheet, and for archivists. */
export function exportVerb(program: Command): void {
  program
    .command('export')
    .description('write every report for other programs, or what was captured for archivists')
    .addArgument(new Argument('<format>').choices(exportFormats))
    .requiredOption('--out <folder>', 'where to write')
    .option('--site <id>', 'only of this site')
    .option('--report <id>', 'only this report, such as 330105001/2022; once for each', addReport)
    .option('--year <year>', 'only reports of this year', parseYear)
    .option('--region <code>', 'only of this division and what lies in it, such as 330105', parseRegion)
    .option(
      '--since <date>',
      'tables: only reports that changed since (next_since of the last manifest.json), as an increment in a folder of its own',
      parseSince,
    )
    .option(
      '--allow-shrink',
      'tables: replace an earlier export that has more rows or is of another selection',
    )
    .option('--json', 'what was written, as one line of JSON')
    .action(async (format: ExportFormat, options: ExportOptions) => {
      const { out, json, allowShrink = false } = options
      const order = {
        ...(await settings(program)),
        format,
        selection: selectionOf(options),
        out,
        allowShrink,
      }
      const published = await publish(order)
      if (json) printJson(published)
      else print(describeExport(published, out))
    })
}

const addReport = (id: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  parseReportId(id),
]

function selectionOf({ site, report = [], year, region, since }: ExportOptions): Selection {
  const [first, ...others] = [...new Set(report)].sort()
  return {
    site: site ?? null,
    report: others.length === 0 ? (first ?? null) : null,
    year: year ?? null,
    ...(first !== undefined && others.length > 0 && { reports: [first, ...others] }),
    ...(region !== undefined && { region }),
    ...(since !== undefined && { since }),
  }
}
