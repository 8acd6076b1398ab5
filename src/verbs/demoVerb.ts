import type { Command } from 'commander'
import { describeDemo } from '../console/describeDemo.ts'
import { describeRun } from '../console/describeRun.ts'
import { print } from '../console/print.ts'
import { withProgress } from '../console/progressTeller.ts'
import { exitCodeOfRun } from '../exitCode.ts'
import { crawl } from '../pipeline.ts'
import { readCoverage } from '../pipeline/readCoverage.ts'
import { sitesForToday } from '../pipeline/sitesForToday.ts'
import { withReplicaServers } from '../pipeline/withReplicaServers.ts'
import { loadSites } from '../sites/loadSites.ts'
import { givenOptions, settings } from './settings.ts'

/** `nianbao demo`: the whole path on replicas of every site, offline. */
export function demoVerb(program: Command): void {
  program
    .command('demo')
    .description('crawl the replica sites on this machine, offline; `npm start` runs it')
    .action(async () => {
      await withReplicaServers(async (replicas) => {
        const { archive, sites: folder, config, clock, key } = await settings(program)
        const { sites, leftOut } = await sitesForToday(await loadSites(folder))
        if (leftOut !== null) process.stderr.write(`nianbao: ${leftOut}\n`)
        const order = { command: 'demo', mode: 'nightly', years: null, replicas } as const
        const run = await withProgress((tell) =>
          crawl({ ...order, sites, archive, config, clock, key, tell }),
        )
        print(describeRun(run, givenOptions(program)))
        const coverage = await withProgress((tell) => readCoverage({ archive, sites, config, clock, tell }))
        print(describeDemo(coverage, archive))
        process.exitCode = exitCodeOfRun(run)
      })
    })
}
