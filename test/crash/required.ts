import { spawnSync } from 'node:child_process'
import type { TestContext } from 'vitest'

/** A tool without which an oracle can see nothing. */
const trials = {
  strace: ['strace', '-f', '-o', '/dev/null', 'true'],
  unshare: ['unshare', ...(process.getuid?.() === 0 ? ['-m'] : ['-Urm']), 'true'],
} as const

/**
 * Skips the test where the tool does not work here, with a line that says so; fails it where every oracle is asked for
 * (`NIANBAO_CRASH=required`, as `npm run test:crash` sets it): a crash test that was skipped has found nothing.
 */
export function needs(tool: keyof typeof trials, { task, skip }: TestContext): void {
  const [command, ...args] = trials[tool]
  if (spawnSync(command, args).status === 0) return
  const words = `${tool} does not work here, and “${task.name}” needs it`
  if (process.env['NIANBAO_CRASH'] === 'required') throw new Error(words)
  process.stderr.write(`skipped: ${words}\n`)
  skip(words)
}
