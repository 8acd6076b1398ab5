import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll } from 'vitest'

/** Chance is the same in every run, so that a red test is red for everybody; NIANBAO_SEED=<number> looks elsewhere. */
fc.configureGlobal({ seed: Number(process.env['NIANBAO_SEED'] ?? 20_261_121) })

/** Checkpoints are signed with a key of this run, never with the one of whoever runs the tests. */
const keys = mkdtempSync(join(tmpdir(), 'nianbao-key-'))
process.env['NIANBAO_KEY'] = join(keys, 'key.pem')
afterAll(() => {
  rmSync(keys, { recursive: true, force: true })
})
