import { Option, type Command } from 'commander'
import { parseLimit } from '../console/arguments.ts'
import { describePlan } from '../console/describePlan.ts'
import { describeRun } from '../console/describeRun.ts'
import { failureOf } from '../console/failureOf.ts'
import { metricsOfFailure, metricsText } from '../console/metricsText.ts'
import { print, printJson } from '../console/print.ts'
import { withProgress } from '../console/progressTeller.ts'
import { NianbaoError } from '../errors.ts'
import { exitCodeOfRun } from '../exitCode.ts'
import { crawl } from '../pipeline.ts'
import type { CrawlOrder } from '../pipeline/crawlOrder.ts'
import { planRun } from '../pipeline/planRun.ts'
import { watched, type Watch } from '../pipeline/watched.ts'
import { chooseSites } from '../sites/chooseSites.ts'
import { loadSites } from '../sites/loadSites.ts'
import type { Site } from '../sites/siteFile.ts'
import { givenOptions, settings } from './settings.ts'

/** What both verbs that crawl take besides. */
export interface RunOptions extends Watch {
  readonly maxMinutes?: number
  readonly maxRequests?: number
  readonly pictures?: boolean
  readonly convert?: boolean
  readonly dryRun?: true
  readonly json?: true
}

export function takesRunOptions(verb: Command): Command {
  return verb
    .option('--max-minutes <n>', 'end after so many minutes; what is left waits for the next run', parseLimit)
    .option('--max-requests <n>', 'end after so many requests', parseLimit)
    .option('--pictures', 'keep a picture and a PDF of each new report page, too (needs Chromium)')
    .option(
      '--convert',
      'convert old Office files and OpenDocument, which no reader here reads, and keep what comes of it, too (needs LibreOffice)',
    )
    .option('--dry-run', 'print what would be fetched, send nothing')
    .option('--json', 'the run, or with --dry-run the plan, as JSON')
    .addOption(
      new Option(
        '--ping <url>',
        'tell a watchman of the healthchecks kind: <url>/start, <url>/<exit code>',
      ).env('NIANBAO_PING'),
    )
    .option('--metrics <file>', 'write the run as a text file for Prometheus (textfile collector)')
}

/** Runs what `crawl` and `backfill` order, tells the watchman, prints the run and sets the exit code. */
export async function crawlRun(
  program: Command,
  command: string,
  ids: readonly string[],
  what: CrawlOrder,
  { maxMinutes, maxRequests, pictures = false, convert = false, dryRun, json, ...watch }: RunOptions,
): Promise<void> {
  const { archive, sites: folder, config, clock, key, replicas } = await settings(program)
  const chosen = async () => someSites(folder, chooseSites(await loadSites(folder, ids), ids))
  if (dryRun) {
    const sites = await chosen()
    const plans = await planRun({ archive, config, sites, clock, recheck: what.mode === 'recheck' })
    if (json) printJson(plans)
    else print(describePlan(plans))
    return
  }
  const limits = { minutes: maxMinutes ?? null, requests: maxRequests ?? null }
  const order = { command, archive, config, clock, key, replicas, limits, pictures, convert, ...what }
  const words = {
    summary: describeRun,
    metrics: metricsText,
    metricsOfFailure: metricsOfFailure(command),
    failure: failureOf,
  }
  const run = await watched(watch, words, printDeaf, async () => {
    const sites = await chosen()
    return withProgress((tell) => crawl({ ...order, sites, tell }))
  })
  if (json) printJson(run)
  else print(describeRun(run, givenOptions(program)))
  process.exitCode = exitCodeOfRun(run)
}

/** A run over no site would end well, and tell the watchman so: a wrong --sites must not. */
function someSites(folder: string, sites: readonly Site[]): readonly Site[] {
  if (sites.length > 0) return sites
  throw new NianbaoError(
    'no-such-file',
    `${folder}: no site file in this folder; name the right one by --sites`,
  )
}

const printDeaf = (why: string): void =>
  void process.stderr.write(`nianbao: the watchman was not told: ${why}\n`)
