import type { Command } from 'commander'
import { parseLimit } from '../console/arguments.ts'
import { describeReview } from '../console/describeReview.ts'
import { print, printJson } from '../console/print.ts'
import { readReview } from '../pipeline/review/readReview.ts'
import { reviewDecisions } from './reviewDecisions.ts'
import { reviewShow } from './reviewShow.ts'
import { givenOptions, settings } from './settings.ts'

interface ReviewOptions {
  readonly all?: true
  readonly limit?: number
  readonly json?: true
}

/** `nianbao review`: what a person should look at, and what a person decided (docs/decisions/0040). */
export function reviewVerb(program: Command): void {
  const review = program
    .command('review')
    .description('what a person should look at, worst first; and what people decided')
    .argument('[site...]', 'only of these sites')
    .option('--all', 'also notes, and what is decided')
    .option('--limit <number>', 'only the worst so many', parseLimit)
    .option('--json', 'as one line of JSON')
    .action(async (only: readonly string[], { all, limit, json }: ReviewOptions) => {
      const { archive, config } = await settings(program)
      const found = await readReview({ archive, config, only, all: all ?? false, limit: limit ?? null })
      if (json) printJson(found)
      else print(describeReview(found, givenOptions(program)))
    })
  // What they share with review (--json, --all) commander gives to review, wherever it stands: they ask optsWithGlobals.
  for (const add of [reviewShow, reviewDecisions]) add(review, program)
}
