import type { Command } from 'commander'
import { describeSite } from '../console/describeSite.ts'
import { print, printJson } from '../console/print.ts'
import { loadSites } from '../sites/loadSites.ts'
import { settings } from './settings.ts'

/** `nianbao sites list`. */
export function sitesList(sitesVerb: Command, program: Command): void {
  sitesVerb
    .command('list', { isDefault: true })
    .description('every site with its sources, and what nobody has seen live yet')
    .option('--json', 'one line of JSON for each site')
    .action(async ({ json }: { json?: true }) => {
      for (const site of await loadSites((await settings(program)).sites)) {
        if (json) printJson(site)
        else print(describeSite(site))
      }
    })
}
