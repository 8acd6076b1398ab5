import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../running/temporaryFolder.ts'
import { runWriter } from './runWriter.ts'

/** Where lives of the writer are tried: a key for all of them, and archives to begin from. */
export interface CrashHome {
  readonly key: string
  /** A new archive: `begun` as a finished life left it, else none yet. Gone after `use`. */
  use<T>(begun: boolean, name: string, work: (archive: string) => Promise<T>): Promise<T>
}

export async function crashHome(): Promise<CrashHome> {
  const home = await temporaryFolder()
  const key = join(home, 'keys/key.pem')
  const finished = join(home, 'finished')
  const { said } = await runWriter({ archive: finished, key, life: 1 })
  if (said.at(-1) !== 'finished')
    throw new Error(`an undisturbed life ended with ${said.at(-1) ?? 'nothing'}`)
  return {
    key,
    async use(begun, name, work) {
      const archive = join(home, name)
      if (begun) cpSync(finished, archive, { recursive: true })
      try {
        return await work(archive)
      } finally {
        rmSync(archive, { recursive: true, force: true })
      }
    },
  }
}
