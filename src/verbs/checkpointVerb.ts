import type { Command } from 'commander'
import { describeCheckpoint } from '../console/describeCheckpoint.ts'
import { print, printJson } from '../console/print.ts'
import { rotateKey, signArchive } from '../pipeline/signArchive.ts'
import { settings } from './settings.ts'

/** `nianbao checkpoint`: what is signed, and with which key. */
export function checkpointVerb(program: Command): void {
  const verb = program
    .command('checkpoint')
    .description('the newest signed checkpoint and the public key; signs one where a run ended without')

  async function checkpoint(sign: typeof signArchive, { json }: { json?: true }): Promise<void> {
    const { archive, config, clock, key } = await settings(program)
    const signed = await sign({ archive, config, clock, key })
    if (json) printJson(signed)
    else print(describeCheckpoint(signed, archive))
  }

  verb
    .command('show', { isDefault: true })
    .description('print it; sign first what no checkpoint covers yet')
    .option('--json', 'as one line of JSON')
    .action((options: { json?: true }) => checkpoint(signArchive, options))
  verb
    .command('rotate-key')
    .description('make a new key: the old one signs the new one')
    .option('--json', 'the checkpoint that the new key signed, as one line of JSON')
    .action((options: { json?: true }) => checkpoint(rotateKey, options))
}
