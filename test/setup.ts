import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll } from 'vitest'
import { keepHands } from './running/keepHands.ts'

/** Chance is the same in every run, so that a red test is red for everybody; NIANBAO_SEED=<number> looks elsewhere. */
fc.configureGlobal({ seed: Number(process.env['NIANBAO_SEED'] ?? 20_261_121) })

// As bin/nianbao.js does: processes that tests start keep what Node made of the TypeScript, which halves their start.
process.env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, '../node_modules/.cache/nianbao')

keepHands()

/** Checkpoints are signed with a key of this run, never with the one of whoever runs the tests. */
const keys = mkdtempSync(join(tmpdir(), 'nianbao-key-'))
process.env['NIANBAO_KEY'] = join(keys, 'key.pem')
afterAll(() => {
  rmSync(keys, { recursive: true, force: true })
})
