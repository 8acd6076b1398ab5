import type { Command } from 'commander'
import { describeCoverage } from '../console/describeCoverage.ts'
import { print, printJson } from '../console/print.ts'
import { withProgress } from '../console/progressTeller.ts'
import { readCoverage } from '../pipeline/readCoverage.ts'
import { loadSites } from '../sites/loadSites.ts'
import { settings } from './settings.ts'

/** `nianbao status`: who published, who did not, and what we do not know. */
export function statusVerb(program: Command): void {
  program
    .command('status')
    .description('coverage by unit and year, what waits, what was not read, alarms, last runs')
    .argument('[site...]', 'ids of sites; all that the archive has when none is named')
    .option('--json', 'as one line of JSON')
    .action(async (only: string[], { json }: { json?: true }) => {
      const { archive, sites, config, clock } = await settings(program)
      const order = { archive, sites: await loadSites(sites), only, config, clock }
      const coverage = await withProgress((tell) => readCoverage({ ...order, tell }))
      if (json) printJson(coverage)
      else print(describeCoverage(coverage))
    })
}
