import type { Command } from 'commander'
import { describeSiteCheck } from '../console/describeSiteCheck.ts'
import { print, printJson } from '../console/print.ts'
import { exitCodes } from '../exitCode.ts'
import { checkSite } from '../pipeline/keeping/checkSite.ts'
import { chooseSites } from '../sites/chooseSites.ts'
import { loadSites } from '../sites/loadSites.ts'
import { settings } from './settings.ts'

/** `nianbao sites check`: exit 3 when the site file does not fit the site any more. */
export function sitesCheck(sitesVerb: Command, program: Command): void {
  sitesVerb
    .command('check')
    .description('a live look at one site: platform, columns, counts, what to change in its file')
    .argument('<site>', 'id of a site')
    .option('--json', 'as one line of JSON')
    .action(async (id: string, { json }: { json?: true }) => {
      const { sites, config, replicas, clock } = await settings(program)
      for (const site of chooseSites(await loadSites(sites), [id])) {
        const check = await checkSite(site, { config, replicas, clock })
        if (json) printJson(check)
        else print(describeSiteCheck(check))
        const failing = check.sources.some(({ problems }) => problems.length > 0)
        if (failing || check.outOfBounds.some(({ fails }) => fails)) process.exitCode = exitCodes.expectations
      }
    })
}
