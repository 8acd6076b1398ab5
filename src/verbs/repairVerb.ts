import type { Command } from 'commander'
import { describeRepair } from '../console/describeRepair.ts'
import { print, printJson } from '../console/print.ts'
import { withProgress } from '../console/progressTeller.ts'
import { exitCodes } from '../exitCode.ts'
import { repairArchive } from '../pipeline/repairArchive.ts'
import { settings } from './settings.ts'

/** `nianbao repair`: exit 5 where damage is left that only a copy can mend. */
export function repairVerb(program: Command): void {
  program
    .command('repair')
    .description(
      'make anew what is derived, clear what a killed run left; never touches ledgers or originals',
    )
    .option('--json', 'what was done and what is left, as one line of JSON')
    .action(async ({ json }: { json?: true }) => {
      const { archive, config, clock, key } = await settings(program)
      const repaired = await withProgress((tell) => repairArchive({ archive, config, clock, key, tell }))
      if (json) printJson(repaired)
      else print(describeRepair(repaired, archive))
      if (repaired.left.some(({ severity }) => severity === 'damage')) process.exitCode = exitCodes.damaged
    })
}
