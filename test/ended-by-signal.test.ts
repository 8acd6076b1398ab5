import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './running/nianbao.ts'
import { processTree } from './running/watchMemory.ts'

test.skipIf(process.platform !== 'linux').each([
  ['SIGKILL', 137],
  ['SIGABRT', 134],
  ['SIGTERM', 143],
] as const)('a program that %s ended gives %i, as a shell would say it', async (signal, code) => {
  const bin = spawn(process.execPath, [resolve(root, 'bin/nianbao.js'), '--help'], { stdio: 'ignore' })
  const ended = new Promise((done) => bin.once('close', done))
  const program = await startedBy(bin.pid ?? 0)
  process.kill(program, signal)
  expect(await ended).toBe(code)
})

async function startedBy(pid: number): Promise<number> {
  for (;;) {
    const [, program] = await processTree(pid)
    if (program !== undefined) return program
    await new Promise((done) => setTimeout(done, 1))
  }
}
