#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { Argument, Command, CommanderError, Option } from 'commander'
import { clockFrom, type Clock } from './clock.ts'
import { loadConfig } from './config/loadConfig.ts'
import { loadReplicas } from './config/loadReplicas.ts'
import { parseLimit, parsePercent, parseReportId, parseYear, parseYears } from './console/arguments.ts'
import { describeCheckpoint } from './console/describeCheckpoint.ts'
import { describeCoverage } from './console/describeCoverage.ts'
import { describeDemo } from './console/describeDemo.ts'
import { describeExport } from './console/describeExport.ts'
import { describeImported } from './console/describeImported.ts'
import { describeNewSite } from './console/describeNewSite.ts'
import { describePlan } from './console/describePlan.ts'
import { describeProblem } from './console/describeProblem.ts'
import { describeProof } from './console/describeProof.ts'
import { describeRecorded } from './console/describeRecorded.ts'
import { describeRun } from './console/describeRun.ts'
import { describeSite } from './console/describeSite.ts'
import { describeSiteCheck } from './console/describeSiteCheck.ts'
import { failureOf, usageLine } from './console/failureOf.ts'
import { helpEnd } from './console/helpEnd.ts'
import { metricsOfFailure, metricsText } from './console/metricsText.ts'
import { print, printFailure, printJson, watchOutput } from './console/print.ts'
import { withProgress } from './console/progressTeller.ts'
import { NianbaoError } from './errors.ts'
import { exitCodeOfRun, exitCodes } from './exitCode.ts'
import { exportFormats, type ExportFormat } from './model/exportFormat.ts'
import type { Selection } from './model/selection.ts'
import { crawl, publish } from './pipeline.ts'
import { checkArchive } from './pipeline/checkArchive.ts'
import { concernsOneSite } from './pipeline/concernsOneSite.ts'
import type { CrawlOrder } from './pipeline/crawlOrder.ts'
import { figuresLine } from './pipeline/figuresLine.ts'
import { importFile } from './pipeline/importFile.ts'
import { checkSite } from './pipeline/keeping/checkSite.ts'
import { newSite } from './pipeline/keeping/newSite.ts'
import { recordSites } from './pipeline/keeping/recordSites.ts'
import { planRun } from './pipeline/planRun.ts'
import { prove } from './pipeline/prove.ts'
import { readCoverage } from './pipeline/readCoverage.ts'
import { readFiles } from './pipeline/readFiles.ts'
import { rebuildReports } from './pipeline/rebuildReports.ts'
import { sitesForToday } from './pipeline/sitesForToday.ts'
import { rotateKey, signArchive } from './pipeline/signArchive.ts'
import { watched, type Watch } from './pipeline/watched.ts'
import { withReplicaServers } from './pipeline/withReplicaServers.ts'
import { chooseSites } from './sites/chooseSites.ts'
import { loadSites } from './sites/loadSites.ts'

/** What both verbs that crawl take besides. */
interface RunOptions extends Watch {
  readonly maxMinutes?: number
  readonly maxRequests?: number
  readonly dryRun?: true
  readonly json?: true
}

function takesRunOptions(verb: Command): Command {
  return verb
    .option('--max-minutes <n>', 'end after so many minutes; what is left waits for the next run', parseLimit)
    .option('--max-requests <n>', 'end after so many requests', parseLimit)
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

interface ExportOptions extends Partial<Selection> {
  readonly out: string
  readonly json?: true
}

interface Globals {
  readonly archive: string
  readonly sites: string
  readonly config: string
  readonly now?: string
  readonly replicas?: string
  readonly key?: string
}

/** A folder of this checkout unless another is given, so that the program works from anywhere. */
function ours(flags: string, description: string, folder: string): Option {
  const place = fileURLToPath(new URL(`../${folder}`, import.meta.url))
  return new Option(flags, description).default(place, `${folder} of this checkout`)
}

const recordingsOption = ours('--out <folder>', 'where the recordings are', 'test/recordings')

const program = new Command('nianbao')
  .description(
    '年报: finds, keeps and reads the annual disclosure reports (政府信息公开工作年度报告) of Chinese government bodies.',
  )
  .option('--archive <folder>', 'where the archive is', 'archive')
  .addOption(ours('--sites <folder>', 'where the site files are', 'crawlers'))
  .addOption(ours('--config <folder>', 'where manners, forms and divisions are', 'config'))
  .option('--now <date>', 'begin the clock at this ISO date or time (rehearsals)')
  .option('--replicas <file>', 'JSON from host to the loopback origin that stands in for it')
  .option(
    '--key <file>',
    'private key that signs checkpoints (else NIANBAO_KEY, else ~/.config/nianbao/key.pem)',
  )
  .addHelpText('after', helpEnd)
  // Inherited by every verb that is added below.
  .configureOutput({
    outputError: (words, write) => {
      write(usageLine(words))
    },
  })
  .configureHelp({ sortSubcommands: false })
  .showSuggestionAfterError()
  .exitOverride()

takesRunOptions(
  program
    .command('crawl')
    .description('what is new or changed since last time: for every night')
    .argument('[site...]', 'ids of sites; all when none is named')
    .option('--recheck', 'look at everything again'),
).action(async (ids: string[], { recheck, ...options }: { recheck?: true } & RunOptions) => {
  await runCrawl('crawl', ids, { mode: recheck ? 'recheck' : 'nightly', years: null }, options)
})

takesRunOptions(
  program
    .command('backfill')
    .description('past years of a site, every page of every listing')
    .argument('<site...>', 'ids of sites')
    .requiredOption('--years <from-to>', 'years of report, 2008-2025 or 2019', parseYears),
).action(async (ids: string[], { years, ...options }: { years: ReadonlySet<number> } & RunOptions) => {
  await runCrawl('backfill', ids, { mode: 'everything', years }, options)
})

program
  .command('extract')
  .description(
    'read files and print the model; without a file: rebuild every report from the archive, offline',
  )
  .argument('[file...]', 'docx, html or txt; told by content, not by name')
  .option('--figures', 'one line of JSON for each file: unit, year, figures, findings')
  .option('--unit <unit>', 'whose report it is, where the file does not say')
  .option('--year <year>', 'year of report, where the file does not say', parseYear)
  .action(async (files: string[], options: { figures?: true; unit?: string; year?: number }) => {
    const [option] = Object.keys(options)
    if (files.length > 0) await extractFiles(files, options)
    else if (option === undefined) await rebuild()
    else throw new NianbaoError('usage', `--${option} is about a file: nianbao extract --${option} … FILE`)
  })

program
  .command('import')
  .description('archive a document that you have, with where it came from')
  .argument('<file>')
  .requiredOption('--unit <unit>', "name of the unit, or its division's code with or without /body")
  .requiredOption('--year <year>', 'year of report', parseYear)
  .requiredOption('--from <url>', 'where it came from')
  .action(async (file: string, given: { unit: string; year: number; from: string }) => {
    const { archive, sites, config, clock, key } = await settings()
    const order = { file, ...given, sites: await loadSites(sites), archive, config, clock, key }
    const imported = await withProgress((tell) => importFile({ ...order, tell }))
    print(describeImported(imported, archive))
  })

program
  .command('verify')
  .description('re-hash originals, walk the ledgers, make every report again; quiet when all is well')
  .option('--sample <percent>', 'share of the originals to hash', parsePercent, 1)
  .option('--json', 'one line of JSON for each problem')
  .action(async ({ sample, json }: { sample: number; json?: true }) => {
    const { archive, config } = await settings()
    await withProgress(async (tell) => {
      for await (const problem of checkArchive({ archive, config, sample, tell })) {
        if (json) printJson(problem)
        else print(describeProblem(problem))
        if (problem.severity === 'damage') process.exitCode = exitCodes.damaged
      }
    })
  })

program
  .command('status')
  .description('coverage by unit and year, what waits, what was not read, alarms, last runs')
  .argument('[site...]', 'ids of sites; all that the archive has when none is named')
  .option('--json', 'as one line of JSON')
  .action(async (only: string[], { json }: { json?: true }) => {
    const { archive, sites, config, clock } = await settings()
    const order = { archive, sites: await loadSites(sites), only, config, clock }
    const coverage = await withProgress((tell) => readCoverage({ ...order, tell }))
    if (json) printJson(coverage)
    else print(describeCoverage(coverage))
  })

program
  .command('export')
  .description('write every report for other programs, or what was captured for archivists')
  .addArgument(new Argument('<format>').choices(exportFormats))
  .requiredOption('--out <folder>', 'where to write')
  .option('--site <id>', 'only of this site')
  .option('--report <id>', 'only this report, such as 330105001/2022', parseReportId)
  .option('--year <year>', 'only reports of this year', parseYear)
  .option('--json', 'what was written, as one line of JSON')
  .action(async (format: ExportFormat, { out, json, site, report, year }: ExportOptions) => {
    const { archive, config, clock } = await settings()
    const selection = { site: site ?? null, report: report ?? null, year: year ?? null }
    const published = await publish({ archive, config, clock, format, selection, out })
    if (json) printJson(published)
    else print(describeExport(published, out))
  })

program
  .command('prove')
  .description('write one report with everything that proves it, checked with sha256sum and openssl alone')
  .argument('<report>', 'id: 330105001/2022, 330105/财政局/2022')
  .requiredOption('--out <folder>', 'new folder to write')
  .option('--site <site>', 'of several sites that have the report, the one to prove it from')
  .option('--json', 'what was written, as one line of JSON')
  .action(async (id: string, { out, site, json }: { out: string; site?: string; json?: true }) => {
    const { archive } = await settings()
    const proven = await prove({ archive, id, site: site ?? null, out })
    if (json) printJson(proven)
    else print(describeProof(proven, out))
  })

const checkpointCommand = program
  .command('checkpoint')
  .description('the newest signed checkpoint and the public key; signs one where a run ended without')
checkpointCommand
  .command('show', { isDefault: true })
  .description('print it; sign first what no checkpoint covers yet')
  .option('--json', 'as one line of JSON')
  .action(async (options: { json?: true }) => {
    await checkpoint(signArchive, options)
  })
checkpointCommand
  .command('rotate-key')
  .description('make a new key: the old one signs the new one')
  .option('--json', 'the checkpoint that the new key signed, as one line of JSON')
  .action(async (options: { json?: true }) => {
    await checkpoint(rotateKey, options)
  })

const sitesCommand = program.command('sites').description('the site files')
sitesCommand
  .command('list', { isDefault: true })
  .description('every site with its sources, and what nobody has seen live yet')
  .option('--json', 'one line of JSON for each site')
  .action(async ({ json }: { json?: true }) => {
    for (const site of await loadSites((await settings()).sites)) {
      if (json) printJson(site)
      else print(describeSite(site))
    }
  })

sitesCommand
  .command('check')
  .description('a live look at one site: platform, columns, counts, what to change in its file')
  .argument('<site>', 'id of a site')
  .option('--json', 'as one line of JSON')
  .action(async (id: string, { json }: { json?: true }) => {
    const { sites, config, replicas, clock } = await settings()
    for (const site of chooseSites(await loadSites(sites), [id])) {
      const check = await checkSite(site, { config, replicas, clock })
      if (json) printJson(check)
      else print(describeSiteCheck(check))
      const failing = check.sources.some(({ problems }) => problems.length > 0)
      if (failing || check.outOfBounds.some(({ fails }) => fails)) process.exitCode = exitCodes.expectations
    }
  })

sitesCommand
  .command('new')
  .description('a site file from the address of a column of annual reports, with its recording')
  .argument('<url>', 'address of the column, or of a report in it')
  .option('--division <code>', 'whose site it is, where the page does not say')
  .option('--name <name>', "name of the file, where the host's own name will not do")
  .addOption(recordingsOption)
  .option('--json', 'what was written, as one line of JSON')
  .action(async (url: string, options: { division?: string; name?: string; out: string; json?: true }) => {
    const { division = null, name = null, out, json } = options
    const { sites, config, replicas, clock } = await settings()
    try {
      const made = await newSite({ url, division, name, sites, config, replicas, clock, out })
      if (json) printJson(made)
      else print(describeNewSite(made))
    } catch (error) {
      printFailure(error)
      if (concernsOneSite(error)) process.exitCode = exitCodes.expectations
    }
  })

sitesCommand
  .command('record')
  .description('write down what listing a site takes, for the tests to replay without a network')
  .argument('[site...]', 'ids of sites')
  .option('--all', 'every site')
  .addOption(recordingsOption)
  .option('--json', 'one line of JSON for each site')
  .action(async (ids: string[], { all, out, json }: { all?: true; out: string; json?: true }) => {
    if (ids.length > 0 === (all === true)) throw new NianbaoError('usage', 'name sites, or give --all')
    const { sites: folder, ...rest } = await settings()
    const chosen = chooseSites(await loadSites(folder), ids)
    await recordSites(chosen, { ...rest, out }, (recorded) => {
      if (recorded.kind === 'failed') {
        printSiteFailure(recorded.error)
      } else if (json) printJson(recorded.kept)
      else print(describeRecorded(recorded.kept))
    })
  })

program
  .command('demo')
  .description('crawl the replica sites on this machine, offline; `npm start` runs it')
  .action(async () => {
    await withReplicaServers(async (replicas) => {
      const { archive, sites: folder, config, clock, key } = await settings()
      const { sites, leftOut } = await sitesForToday(await loadSites(folder))
      if (leftOut !== null) process.stderr.write(`nianbao: ${leftOut}\n`)
      const order = { command: 'demo', mode: 'nightly', years: null, replicas } as const
      const run = await withProgress((tell) => crawl({ ...order, sites, archive, config, clock, key, tell }))
      print(describeRun(run))
      const coverage = await withProgress((tell) => readCoverage({ archive, sites, config, clock, tell }))
      print(describeDemo(coverage, archive))
      process.exitCode = exitCodeOfRun(run)
    })
  })

async function settings(): Promise<
  Omit<Globals, 'now' | 'replicas'> & { clock: Clock; replicas: ReadonlyMap<string, string> }
> {
  const { now, replicas, ...folders } = program.opts<Globals>()
  return { ...folders, clock: clockFrom(now ?? null), replicas: await loadReplicas(replicas ?? null) }
}

/** A verb that looks at sites ends like a run: what a site does wrong is no defect of ours. */
function printSiteFailure(error: unknown): void {
  printFailure(error)
  if (concernsOneSite(error)) process.exitCode = exitCodes.expectations
}

async function checkpoint(sign: typeof signArchive, { json }: { json?: true }): Promise<void> {
  const { archive, config, clock, key } = await settings()
  const signed = await sign({ archive, config, clock, key })
  if (json) printJson(signed)
  else print(describeCheckpoint(signed, archive))
}

const printDeaf = (why: string): void =>
  void process.stderr.write(`nianbao: the watchman was not told: ${why}\n`)

async function runCrawl(
  command: string,
  ids: readonly string[],
  what: CrawlOrder,
  { maxMinutes, maxRequests, dryRun, json, ...watch }: RunOptions,
): Promise<void> {
  const { archive, sites: folder, config, clock, key, replicas } = await settings()
  const chosen = async () => chooseSites(await loadSites(folder, ids), ids)
  if (dryRun) {
    const sites = await chosen()
    const plans = await planRun({ archive, config, sites, clock, recheck: what.mode === 'recheck' })
    if (json) printJson(plans)
    else print(describePlan(plans))
    return
  }
  const limits = { minutes: maxMinutes ?? null, requests: maxRequests ?? null }
  const order = { command, archive, config, clock, key, replicas, limits, ...what }
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
  else print(describeRun(run))
  process.exitCode = exitCodeOfRun(run)
}

async function extractFiles(
  files: readonly string[],
  { figures, unit = null, year = null }: { figures?: true; unit?: string | null; year?: number | null },
): Promise<void> {
  const config = await loadConfig((await settings()).config)
  for await (const reading of readFiles(files, config, { unit, year })) {
    if (reading.kind === 'failed') {
      process.exitCode = exitCodes.usage
      const { code, message } = reading.finding
      process.stderr.write(
        `nianbao: ${code}: ${message.includes(reading.file) ? '' : `${reading.file}: `}${message}\n`,
      )
    }
    if (figures) printJson(figuresLine(reading))
    else if (reading.kind === 'report') print(`${JSON.stringify(reading.report, null, 2)}\n`)
  }
}

async function rebuild(): Promise<void> {
  const { archive, config, clock } = await settings()
  const { reports, unread } = await withProgress((tell) => rebuildReports({ archive, config, clock, tell }))
  print(
    `${reports} reports made from what is archived in ${archive}; ${unread.length} files kept without a report\n`,
  )
}

watchOutput()
try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
  else printFailure(error)
}
