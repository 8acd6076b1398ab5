import type { Command } from 'commander'
import { momentOf } from '../clock.ts'
import { describeChanges } from '../console/describeChanges.ts'
import { print, printJson } from '../console/print.ts'
import { readChanges } from '../pipeline/readChanges.ts'
import { settings } from './settings.ts'

/** `nianbao changes`: what was quietly edited, moved or taken away. */
export function changesVerb(program: Command): void {
  program
    .command('changes')
    .description('reports that were replaced, moved, disappeared or came back, over the whole archive')
    .requiredOption('--since <date>', 'known at this ISO date or time or later (UTC)')
    .option('--found', 'also those that were seen for the first time')
    .option('--json', 'as one line of JSON')
    .action(async ({ since, found, json }: { since: string; found?: true; json?: true }) => {
      const { archive } = await settings(program)
      const order = { archive, since: momentOf(since, '--since'), found: found === true }
      const changes = await readChanges(order)
      if (json) printJson(changes)
      else print(describeChanges(changes))
    })
}
