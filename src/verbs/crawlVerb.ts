import type { Command } from 'commander'
import { crawlRun, takesRunOptions, type RunOptions } from './crawlRun.ts'

/** `nianbao crawl`: every night. */
export function crawlVerb(program: Command): void {
  takesRunOptions(
    program
      .command('crawl')
      .description('what is new or changed since last time: for every night')
      .argument('[site...]', 'ids of sites; all when none is named')
      .option('--recheck', 'look at everything again'),
  ).action(async (ids: string[], { recheck, ...options }: { recheck?: true } & RunOptions) => {
    await crawlRun(program, 'crawl', ids, { mode: recheck ? 'recheck' : 'nightly', years: null }, options)
  })
}
