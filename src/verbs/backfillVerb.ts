import type { Command } from 'commander'
import { parseYears } from '../console/arguments.ts'
import { crawlRun, takesRunOptions, type RunOptions } from './crawlRun.ts'

/** `nianbao backfill`: past years, once. */
export function backfillVerb(program: Command): void {
  takesRunOptions(
    program
      .command('backfill')
      .description('past years of a site, every page of every listing')
      .argument('<site...>', 'ids of sites')
      .requiredOption('--years <from-to>', 'years of report, 2008-2025 or 2019', parseYears),
  ).action(async (ids: string[], { years, ...options }: { years: ReadonlySet<number> } & RunOptions) => {
    await crawlRun(program, 'backfill', ids, { mode: 'everything', years }, options)
  })
}
