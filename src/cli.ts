#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { Argument, Command, CommanderError, Option } from 'commander'
import { clockFrom, type Clock } from './clock.ts'
import { loadConfig } from './config/loadConfig.ts'
import { loadReplicas } from './config/loadReplicas.ts'
import { parsePercent, parseYear, parseYears } from './console/arguments.ts'
import { columns } from './console/columns.ts'
import { describeCoverage } from './console/describeCoverage.ts'
import { describeDemo } from './console/describeDemo.ts'
import { describeRun } from './console/describeRun.ts'
import { progressTeller } from './console/progressTeller.ts'
import { NianbaoError } from './errors.ts'
import { exitCodeOf, exitCodeOfRun, exitCodes } from './exitCode.ts'
import { exportFormats, type ExportFormat } from './model/exportFormat.ts'
import type { Tell } from './model/progress.ts'
import { crawl, publish } from './pipeline.ts'
import { checkArchive } from './pipeline/checkArchive.ts'
import type { CrawlOrder } from './pipeline/crawlOrder.ts'
import { figuresLine } from './pipeline/figuresLine.ts'
import { importFile } from './pipeline/importFile.ts'
import { readCoverage } from './pipeline/readCoverage.ts'
import { readFiles } from './pipeline/readFiles.ts'
import { rebuildReports } from './pipeline/rebuildReports.ts'
import { withReplicaServers } from './pipeline/withReplicaServers.ts'
import { chooseSites } from './sites/chooseSites.ts'
import { loadSites } from './sites/loadSites.ts'

interface Globals {
  readonly archive: string
  readonly sites: string
  readonly config: string
  readonly now?: string
  readonly replicas?: string
}

const print = (text: string): void => void process.stdout.write(text)
const printJson = (value: unknown): void => {
  print(`${JSON.stringify(value)}\n`)
}

/** A folder of this checkout unless another is given, so that the program works from anywhere. */
function ours(flags: string, description: string, folder: string): Option {
  const place = fileURLToPath(new URL(`../${folder}`, import.meta.url))
  return new Option(flags, description).default(place, `${folder} of this checkout`)
}

const program = new Command('nianbao')
  .description(
    '年报: finds, keeps and reads the annual disclosure reports (政府信息公开工作年度报告) of Chinese government bodies.',
  )
  .option('--archive <folder>', 'where the archive is', 'archive')
  .addOption(ours('--sites <folder>', 'where the site files are', 'crawlers'))
  .addOption(ours('--config <folder>', 'where manners, forms and divisions are', 'config'))
  .option('--now <date>', 'begin the clock at this ISO date or time (rehearsals)')
  .option('--replicas <file>', 'JSON from host to the loopback origin that stands in for it')
  .addHelpText(
    'after',
    `
Begin with:
  nianbao demo                       crawl four replica sites on this machine, offline
  nianbao status                     what is archived, by unit and year
  nianbao extract FILE               read one report (docx, html, txt) and print it
Exit codes: 0 fine, 1 our defect or the disk, 2 usage or input, 3 a site failed its expectations,
  4 most hosts refused us, 5 the archive is damaged, 75 another process writes to it (docs/failures.md)`,
  )
  .configureHelp({ sortSubcommands: false })
  .showSuggestionAfterError()
  .exitOverride()

program
  .command('crawl')
  .description('what is new or changed since last time: for every night')
  .argument('[site...]', 'ids of sites; all when none is named')
  .option('--recheck', 'look at everything again')
  .action(async (ids: string[], { recheck }: { recheck?: true }) => {
    await runCrawl('crawl', ids, { mode: recheck ? 'recheck' : 'nightly', years: null })
  })

program
  .command('backfill')
  .description('past years of a site, every page of every listing')
  .argument('<site...>', 'ids of sites')
  .requiredOption('--years <from-to>', 'years of report, 2008-2025 or 2019', parseYears)
  .action(async (ids: string[], { years }: { years: ReadonlySet<number> }) => {
    await runCrawl('backfill', ids, { mode: 'everything', years })
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
    await (files.length > 0 ? extractFiles(files, options) : rebuild())
  })

program
  .command('import')
  .description('archive a document that you have, with where it came from')
  .argument('<file>')
  .requiredOption('--unit <unit>', "name of the unit, or its division's code with or without /body")
  .requiredOption('--year <year>', 'year of report', parseYear)
  .requiredOption('--from <url>', 'where it came from')
  .action(async (file: string, given: { unit: string; year: number; from: string }) => {
    const { archive, sites, config, clock } = await settings()
    const imported = await importFile({
      file,
      ...given,
      sites: await loadSites(sites),
      archive,
      config,
      clock,
    })
    print(`${imported.outcome} in ${archive}/${imported.site}  sha256 ${imported.sha256}\n`)
    for (const id of imported.reports) print(`report ${id}\n`)
    for (const { code, message } of imported.unread) print(`archived, not read: ${code}: ${message}\n`)
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
        const { code, severity, file, line, message } = problem
        if (json) printJson(problem)
        else print(`${severity} ${code}: ${file}${line === null ? '' : `: line ${line}`}: ${message}\n`)
        if (severity === 'damage') process.exitCode = exitCodes.damaged
      }
    })
  })

program
  .command('status')
  .description('coverage by unit and year, what waits, what was not read, alarms, last runs')
  .option('--json', 'as one line of JSON')
  .action(async ({ json }: { json?: true }) => {
    const { archive, sites } = await settings()
    const coverage = await readCoverage({ archive, sites: await loadSites(sites) })
    if (json) printJson(coverage)
    else print(describeCoverage(coverage))
  })

program
  .command('export')
  .description('write every report for other programs')
  .addArgument(new Argument('<format>').choices(exportFormats))
  .requiredOption('--out <folder>', 'where to write')
  .action(async (format: ExportFormat, { out }: { out: string }) => {
    const { archive, config, clock } = await settings()
    const { reports, files } = await publish({ archive, config, clock, format, out })
    print(`${reports} reports in ${out}\n`)
    print(`${columns(files.map(({ name, rows, sha256 }) => [name, `${rows} rows`, sha256])).join('\n')}\n`)
  })

const sitesCommand = program.command('sites').description('the site files')
sitesCommand
  .command('list', { isDefault: true })
  .description('every site with its sources, and what nobody has seen live yet')
  .option('--json', 'one line of JSON for each site')
  .action(async ({ json }: { json?: true }) => {
    for (const site of await loadSites((await settings()).sites)) {
      if (json) printJson(site)
      else {
        const families = site.sources.map(({ family }) => family).join(', ')
        print(`${site.id}  ${site.name}  ${site.division}  ${families}\n`)
        for (const [path, reason] of Object.entries(site.unverified))
          print(`    unverified ${path}: ${reason}\n`)
      }
    }
  })

program
  .command('demo')
  .description('crawl the replica sites on this machine, offline; `npm start` runs it')
  .action(async () => {
    await withReplicaServers(async (replicas) => {
      const { archive, sites: folder, config, clock } = await settings()
      const sites = await loadSites(folder)
      const order = {
        command: 'demo',
        mode: 'nightly',
        years: null,
        sites,
        archive,
        config,
        replicas,
        clock,
      } as const
      const run = await withProgress((tell) => crawl({ ...order, tell }))
      print(describeRun(run))
      print(describeDemo(await readCoverage({ archive, sites }), archive))
      process.exitCode = exitCodeOfRun(run)
    })
  })

async function settings(): Promise<
  Omit<Globals, 'now' | 'replicas'> & { clock: Clock; replicas: ReadonlyMap<string, string> }
> {
  const { now, replicas, ...folders } = program.opts<Globals>()
  return { ...folders, clock: clockFrom(now ?? null), replicas: await loadReplicas(replicas ?? null) }
}

async function runCrawl(command: string, ids: readonly string[], what: CrawlOrder): Promise<void> {
  const { archive, sites: folder, config, clock, replicas } = await settings()
  const sites = chooseSites(await loadSites(folder), ids)
  const run = await withProgress((tell) =>
    crawl({ command, sites, archive, config, clock, replicas, tell, ...what }),
  )
  print(describeRun(run))
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

async function withProgress<T>(work: (tell: Tell) => Promise<T>): Promise<T> {
  const { tell, stop } = progressTeller(process.stderr)
  try {
    return await work(tell)
  } finally {
    stop()
  }
}

// A reader that has seen enough (`| head`) closes the pipe: no failure of ours, and no reason to stop a run.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
  else if (error instanceof NianbaoError) {
    process.stderr.write(`nianbao: ${error.code}: ${error.message}\n`)
    process.exitCode = exitCodeOf(error.code)
  } else {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`nianbao: a defect of ours, please report it: ${what}\n`)
    process.exitCode = exitCodes.defect
  }
}
