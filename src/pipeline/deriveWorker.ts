import { parentPort, workerData } from 'node:worker_threads'
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

const { config } = z.strictObject({ config: z.string() }).parse(workerData)
const { knowledge } = await loadConfig(config)
const derive = bundleDeriver(knowledge)

parentPort?.on('message', ({ number, bundle }: DeriveTask) => {
  parentPort?.postMessage(answer(number, bundle))
})

function answer(number: number, bundle: Bundle): DeriveAnswer {
  try {
    return { number, derived: derive(bundle) }
  } catch (error) {
    return { number, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
