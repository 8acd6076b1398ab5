#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { usageLine } from './console/failureOf.ts'
import { helpEnd } from './console/helpEnd.ts'
import { printFailure, watchOutput } from './console/print.ts'
import { exitCodes } from './exitCode.ts'
import { backfillVerb } from './verbs/backfillVerb.ts'
import { changesVerb } from './verbs/changesVerb.ts'
import { checkpointVerb } from './verbs/checkpointVerb.ts'
import { crawlVerb } from './verbs/crawlVerb.ts'
import { demoVerb } from './verbs/demoVerb.ts'
import { exportVerb } from './verbs/exportVerb.ts'
import { extractVerb } from './verbs/extractVerb.ts'
import { historyVerb } from './verbs/historyVerb.ts'
import { importVerb } from './verbs/importVerb.ts'
import { proveVerb } from './verbs/proveVerb.ts'
import { publishVerb } from './verbs/publishVerb.ts'
import { repairVerb } from './verbs/repairVerb.ts'
import { reviewVerb } from './verbs/reviewVerb.ts'
import { serveVerb } from './verbs/serveVerb.ts'
import { sitesVerb } from './verbs/sitesVerb.ts'
import { statusVerb } from './verbs/statusVerb.ts'
import { verifyVerb } from './verbs/verifyVerb.ts'
import { withholdVerb } from './verbs/withholdVerb.ts'
import { folderOption } from './verbs/settings.ts'

const program = new Command('nianbao')
  .description(
    '年报: finds, keeps and reads the annual disclosure reports (政府信息公开工作年度报告) of Chinese government bodies.',
  )
  .option('--archive <folder>', 'where the archive is', 'archive')
  .addOption(folderOption('--sites <folder>', 'where the site files are', 'crawlers'))
  .addOption(folderOption('--config <folder>', 'where manners, forms and divisions are', 'config'))
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

/** In the order of `nianbao --help`: a night's work, a look, what leaves the archive, the keeper's tools. */
const verbs = [
  ...[crawlVerb, backfillVerb, extractVerb, importVerb, verifyVerb, statusVerb],
  ...[historyVerb, changesVerb, reviewVerb],
  ...[serveVerb, publishVerb],
  ...[exportVerb, proveVerb, withholdVerb, checkpointVerb, repairVerb, sitesVerb, demoVerb],
]
for (const add of verbs) add(program)

watchOutput()
try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
  else printFailure(error)
}
