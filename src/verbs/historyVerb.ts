import type { Command } from 'commander'
import { describeHistory } from '../console/describeHistory.ts'
import { print, printJson } from '../console/print.ts'
import { readHistory } from '../pipeline/readHistory.ts'
import { settings } from './settings.ts'

/** `nianbao history`: what one report said when, and where. */
export function historyVerb(program: Command): void {
  program
    .command('history')
    .description('every edition of a report with what changed in it, when it was seen, and where')
    .argument('<report>', 'id: 330105001/2022, 330105/财政局/2022')
    .option('--json', 'as one line of JSON')
    .action(async (id: string, { json }: { json?: true }) => {
      const { archive } = await settings(program)
      const histories = await readHistory({ archive, id })
      if (json) printJson(histories)
      else print(describeHistory(histories))
    })
}
