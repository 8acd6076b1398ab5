import type { Command } from 'commander'
import { parsePercent } from '../console/arguments.ts'
import { parseSince } from '../console/parseSince.ts'
import { describeProblem } from '../console/describeProblem.ts'
import { print, printJson } from '../console/print.ts'
import { withProgress } from '../console/progressTeller.ts'
import { exitCodes } from '../exitCode.ts'
import { checkArchive } from '../pipeline/checkArchive.ts'
import { settings } from './settings.ts'

/** `nianbao verify`: exit 5 on damage, 1 where something could not be looked at. */
export function verifyVerb(program: Command): void {
  program
    .command('verify')
    .description('re-hash originals, walk the ledgers, make every report again; quiet when all is well')
    .option(
      '--sample <percent>',
      'hash only a share of the originals; all else is tested whole',
      parsePercent,
      1,
    )
    .option(
      '--since <date>',
      'hash only originals kept since that day (UTC), make only their reports again; all else is tested whole',
      parseSince,
    )
    .option('--json', 'one line of JSON for each problem')
    .action(async ({ sample, since, json }: { sample: number; since?: string; json?: true }) => {
      const { archive, config } = await settings(program)
      let worst: number = exitCodes.fine
      await withProgress(async (tell) => {
        for await (const problem of checkArchive({ archive, config, sample, since: since ?? null, tell })) {
          if (json) printJson(problem)
          else print(describeProblem(problem))
          if (problem.severity === 'damage') worst = exitCodes.damaged
          // What this process may not look at is no damage, and no clean bill either.
          else if (problem.severity === 'unchecked' && worst === exitCodes.fine) worst = exitCodes.defect
        }
      })
      if (worst !== exitCodes.fine) process.exitCode = worst
    })
}
