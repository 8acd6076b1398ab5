#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { usageLine } from './console/failureOf.ts'
import { helpEnd } from './console/helpEnd.ts'
import { printFailure, watchOutput } from './console/print.ts'
import { exitCodes } from './exitCode.ts'
import { verbsNamed } from './verbs/verbsNamed.ts'
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

for (const { add } of await verbsNamed(process.argv.slice(2))) add(program)

watchOutput()
try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
  else printFailure(error)
}
