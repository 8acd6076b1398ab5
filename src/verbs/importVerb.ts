import type { Command } from 'commander'
import { parseYear } from '../console/arguments.ts'
import { describeImported } from '../console/describeImported.ts'
import { print } from '../console/print.ts'
import { withProgress } from '../console/progressTeller.ts'
import { importFile } from '../pipeline/importFile.ts'
import { loadSites } from '../sites/loadSites.ts'
import { settings } from './settings.ts'

/** `nianbao import`: a document that a person has. */
export function importVerb(program: Command): void {
  program
    .command('import')
    .description('archive a document that you have, with where it came from')
    .argument('<file>')
    .requiredOption('--unit <unit>', "name of the unit, or its division's code with or without /body")
    .requiredOption('--year <year>', 'year of report', parseYear)
    .requiredOption('--from <url>', 'where it came from')
    .option('--convert', 'convert a file that no reader here reads, and keep both (needs LibreOffice)')
    .action(async (file: string, given: { unit: string; year: number; from: string; convert?: true }) => {
      const { archive, sites, config, clock, key } = await settings(program)
      const order = { file, ...given, sites: await loadSites(sites), archive, config, clock, key }
      const imported = await withProgress((tell) => importFile({ ...order, tell }))
      print(describeImported(imported, archive))
    })
}
