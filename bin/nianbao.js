#!/usr/bin/env node
// Starts the command line on the pinned Node: the one that runs this file may be too old to run TypeScript.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const pinned = at('node_modules/node/bin/node')
const node = existsSync(pinned) ? pinned : process.execPath
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', at('src/cli.ts'), ...process.argv.slice(2)],
  // Node keeps what it made of the TypeScript, which halves the start; it looks at the contents before it trusts that.
  { stdio: 'inherit', env: { NODE_COMPILE_CACHE: at('node_modules/.cache/nianbao'), ...process.env } },
)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  process.stderr.write(`nianbao: cannot start ${node}: ${error.message}\n`)
  process.exitCode = 1
})
child.on('exit', (code, signal) => {
  // As a shell says it.
  process.exitCode = code ?? 128 + constants.signals[signal]
})
