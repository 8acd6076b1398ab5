import type { Command } from 'commander'
import { parseBase } from '../console/parseBase.ts'
import { print, printFailure, printJson } from '../console/print.ts'
import { publishSite } from '../pipeline/explorePublish.ts'
import { loadSites } from '../sites/loadSites.ts'
import { settings } from './settings.ts'

/** `nianbao publish`: the explorer as files for any web server; only what changed is written again. */
export function publishVerb(program: Command): void {
  program
    .command('publish')
    .description('write the explorer as static files, which any web server can show below any path')
    .argument('<folder>', 'where to write; files of an earlier publication that are no more are removed')
    .option('--base <url>', 'where the folder will be found: for absolute addresses in its feeds', parseBase)
    .option('--json', 'what was written, as one line of JSON')
    .action(async (out: string, { json, base }: { json?: true; base?: string }) => {
      const { archive, sites, config, clock } = await settings(program)
      const order = { archive, sites: await loadSites(sites), config, clock, failed: printFailure }
      const changes = await publishSite(order, out, base ?? null)
      if (json) printJson(changes)
      else print(`${changes.files} files in ${out}: ${changes.written} written, ${changes.removed} removed\n`)
      for (const path of changes.foreign)
        process.stderr.write(
          `nianbao: ${path}: somebody changed it; it stays though nothing leads there any more\n`,
        )
    })
}
