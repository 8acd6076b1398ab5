import { InvalidArgumentError, type Command } from 'commander'
import { parseBase } from '../console/parseBase.ts'
import { printFailure } from '../console/print.ts'
import { serveExplorer } from '../pipeline/exploreServe.ts'
import { loadSites } from '../sites/loadSites.ts'
import { settings } from './settings.ts'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly base?: string
}

/** `nianbao serve`: the explorer over HTTP, reading only; until it is interrupted. */
export function serveVerb(program: Command): void {
  program
    .command('serve')
    .description('show the archive in a browser: search, figures beside their originals; reads only')
    .option('--port <number>', 'port; 0 takes a free one', parsePort, 8008)
    .option('--host <address>', 'address to listen at; only this machine unless told otherwise', '127.0.0.1')
    .option('--base <url>', 'where others find it, behind a proxy: for addresses in its feeds', parseBase)
    .action(async ({ port, host, base }: ServeOptions) => {
      const { archive, sites, config, clock } = await settings(program)
      const order = { archive, sites: await loadSites(sites), config, clock, failed: printFailure }
      const served = await serveExplorer(order, { port, host, base: base ?? null })
      process.stderr.write(`nianbao: ${archive} at ${served.url} (Ctrl+C ends it)\n`)
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void served.close())
      await served.closed
      process.exitCode = 0
    })
}

function parsePort(text: string): number {
  if (!/^\d{1,5}$/u.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('give a port from 0 to 65535')
  return Number(text)
}
