import type { Command } from 'commander'
import { describeShown } from '../console/describeShown.ts'
import { print, printJson } from '../console/print.ts'
import { showReview } from '../pipeline/review/showReview.ts'
import { settings } from './settings.ts'

interface ShowOptions {
  readonly site?: string
  readonly all?: true
  readonly json?: true
}

/** `nianbao review show`: original and figure side by side. */
export function reviewShow(review: Command, program: Command): void {
  review
    .command('show')
    .description('where the original lies, what was read of it, and which sums fail')
    .argument('<report>', 'id, or the address of an original that gave no report')
    .argument('[metric]', 'one figure, with the row around it; those in doubt when not given')
    .option('--site <id>', 'of several sites that have it')
    .option('--all', 'every figure')
    .option('--json', 'as one line of JSON')
    .action(async (subject: string, metric: string | undefined, _: ShowOptions, verb: Command) => {
      const { site, all, json } = verb.optsWithGlobals<ShowOptions>()
      const { archive, config } = await settings(program)
      const named = { subject, site: site ?? null, metric: metric ?? null, all: all ?? false }
      const shown = await showReview({ archive, config, ...named })
      if (json) printJson(shown)
      else print(describeShown(shown))
    })
}
