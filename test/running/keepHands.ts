import { registerHooks } from 'node:module'
import { isLong } from './everyday.ts'

/** Everyday the processes that derive reports outlive their pool (keptHand.ts): most of what a run with news costs is their start. */
export function keepHands(): void {
  if (isLong) return
  const url = new URL('./keptHand.ts', import.meta.url).href
  registerHooks({
    resolve(specifier, context, next) {
      const isPool = context.parentURL?.endsWith('/src/pipeline/derivePool.ts') === true
      return isPool && specifier === './deriveHand.ts'
        ? { url, shortCircuit: true }
        : next(specifier, context)
    },
  })
}
