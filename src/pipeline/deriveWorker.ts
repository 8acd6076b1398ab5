import { z } from 'zod'
import { loadConfig } from '../config/loadConfig.ts'
import type { Bundle } from '../model/original.ts'
import { bundleDeriver, type Derived } from './deriveBundle.ts'

/** What the pool sends, and what comes back for it. */
export interface DeriveTask {
  readonly number: number
  readonly bundle: Bundle
}
export type DeriveAnswer =
  | { readonly number: number; readonly derived: Derived }
  | { readonly number: number; readonly failed: string }

// A key pressed at a terminal reaches the whole group; when this process ends is for the one that started it to say.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
// None is left over from a program that was killed.
process.on('disconnect', () => process.exit())

const [config] = z.tuple([z.string()]).parse(process.argv.slice(2))
const derive = loadConfig(config).then(({ knowledge }) => bundleDeriver(knowledge))

process.on('message', ({ number, bundle }: DeriveTask) => {
  void answer(number, bundle).then((said) => process.send?.(said))
})

async function answer(number: number, bundle: Bundle): Promise<DeriveAnswer> {
  try {
    return { number, derived: (await derive)(bundle) }
  } catch (error) {
    return { number, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
