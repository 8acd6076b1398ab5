import type { Command } from 'commander'
import { describeProof } from '../console/describeProof.ts'
import { print, printJson } from '../console/print.ts'
import { prove } from '../pipeline/prove.ts'
import { settings } from './settings.ts'

/** `nianbao prove`: one report for a stranger. */
export function proveVerb(program: Command): void {
  program
    .command('prove')
    .description('write one report with everything that proves it, checked with sha256sum and openssl alone')
    .argument('<report>', 'id: 330105001/2022, 330105/财政局/2022')
    .requiredOption('--out <folder>', 'new folder to write')
    .option('--site <site>', 'of several sites that have the report, the one to prove it from')
    .option('--json', 'what was written, as one line of JSON')
    .action(async (id: string, { out, site, json }: { out: string; site?: string; json?: true }) => {
      const { archive } = await settings(program)
      const proven = await prove({ archive, id, site: site ?? null, out })
      if (json) printJson(proven)
      else print(describeProof(proven, out))
    })
}
