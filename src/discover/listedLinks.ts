import type { ListedLinks } from '../model/run.ts'
import type { Taken, TakenLinks } from './discovery.ts'

/** What a source lists now that it did not list before, and the other way round: for the record of the run, which can be replayed. */
export function listedLinks({ key, links }: Taken, before: TakenLinks): ListedLinks {
  const [then, now] = [before, links].map((taken) => new Set(Object.values(taken).flat()))
  const anew = then === undefined || then.size === 0
  const listed = [...(now ?? [])].filter((link) => then?.has(link) !== true)
  const left = [...(then ?? [])].filter((link) => now?.has(link) !== true)
  return { source: key, anew, listed: listed.sort(), left: left.sort() }
}
