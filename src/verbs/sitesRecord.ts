import type { Command } from 'commander'
import { describeRecorded } from '../console/describeRecorded.ts'
import { print, printJson } from '../console/print.ts'
import { NianbaoError } from '../errors.ts'
import { recordSites } from '../pipeline/keeping/recordSites.ts'
import { chooseSites } from '../sites/chooseSites.ts'
import { loadSites } from '../sites/loadSites.ts'
import { recordingsOption } from './recordingsOption.ts'
import { settings } from './settings.ts'
import { siteFailed } from './siteFailed.ts'

/** `nianbao sites record`: what the tests replay. */
export function sitesRecord(sitesVerb: Command, program: Command): void {
  sitesVerb
    .command('record')
    .description('write down what listing a site takes, for the tests to replay without a network')
    .argument('[site...]', 'ids of sites')
    .option('--all', 'every site')
    .addOption(recordingsOption())
    .option('--json', 'one line of JSON for each site')
    .action(async (ids: string[], { all, out, json }: { all?: true; out: string; json?: true }) => {
      if (ids.length > 0 === (all === true)) throw new NianbaoError('usage', 'name sites, or give --all')
      const { sites: folder, ...rest } = await settings(program)
      const chosen = chooseSites(await loadSites(folder), ids)
      await recordSites(chosen, { ...rest, out }, (recorded) => {
        if (recorded.kind === 'failed') siteFailed(recorded.error)
        else if (json) printJson(recorded.kept)
        else print(describeRecorded(recorded.kept))
      })
    })
}
