import type { Command } from 'commander'
import { parsePercent } from '../console/arguments.ts'
import { describeProblem } from '../console/describeProblem.ts'
import { print, printJson } from '../console/print.ts'
import { withProgress } from '../console/progressTeller.ts'
import { exitCodes } from '../exitCode.ts'
import { checkArchive } from '../pipeline/checkArchive.ts'
import { settings } from './settings.ts'

/** `nianbao verify`: exit 5 on damage. */
export function verifyVerb(program: Command): void {
  program
    .command('verify')
    .description('re-hash originals, walk the ledgers, make every report again; quiet when all is well')
    .option('--sample <percent>', 'share of the originals to hash', parsePercent, 1)
    .option('--json', 'one line of JSON for each problem')
    .action(async ({ sample, json }: { sample: number; json?: true }) => {
      const { archive, config } = await settings(program)
      await withProgress(async (tell) => {
        for await (const problem of checkArchive({ archive, config, sample, tell })) {
          if (json) printJson(problem)
          else print(describeProblem(problem))
          if (problem.severity === 'damage') process.exitCode = exitCodes.damaged
        }
      })
    })
}
