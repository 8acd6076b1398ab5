import { registerHooks } from 'node:module'
import { isLong } from './everyday.ts'

/** Everyday the threads that derive reports outlive their pool (keptThread.ts): most of what a run with news costs is their start. */
export function keepThreads(): void {
  if (isLong) return
  const url = new URL('./keptThread.ts', import.meta.url).href
  registerHooks({
    resolve(specifier, context, next) {
      const isPool = context.parentURL?.endsWith('/src/pipeline/derivePool.ts') === true
      return isPool && specifier === 'node:worker_threads'
        ? { url, shortCircuit: true }
        : next(specifier, context)
    },
  })
}
