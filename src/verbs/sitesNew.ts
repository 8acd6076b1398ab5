import type { Command } from 'commander'
import { describeNewSite } from '../console/describeNewSite.ts'
import { print, printJson } from '../console/print.ts'
import { newSite } from '../pipeline/keeping/newSite.ts'
import { recordingsOption } from './recordingsOption.ts'
import { settings } from './settings.ts'
import { siteFailed } from './siteFailed.ts'

/** `nianbao sites new`: from an address to a site file. */
export function sitesNew(sitesVerb: Command, program: Command): void {
  sitesVerb
    .command('new')
    .description('a site file from the address of a column of annual reports, with its recording')
    .argument('<url>', 'address of the column, or of a report in it')
    .option('--division <code>', 'whose site it is, where the page does not say')
    .option('--name <name>', "name of the file, where the host's own name will not do")
    .addOption(recordingsOption())
    .option('--json', 'what was written, as one line of JSON')
    .action(async (url: string, options: { division?: string; name?: string; out: string; json?: true }) => {
      const { division = null, name = null, out, json } = options
      const { sites, config, replicas, clock } = await settings(program)
      try {
        const made = await newSite({ url, division, name, sites, config, replicas, clock, out })
        if (json) printJson(made)
        else print(describeNewSite(made))
      } catch (error) {
        siteFailed(error)
      }
    })
}
