import { expect } from 'vitest'
import type { CrashHome } from './crashHome.ts'
import { hasFired, injectionsInto, straceOf, wentOn, type Injection } from './injection.ts'
import { complaints } from './judge.ts'
import type { PlantedBug } from './plantedBug.ts'
import { runWriter } from './runWriter.ts'

/** Whose lives are tried, from which beginning. */
export interface Trial {
  readonly home: CrashHome
  /** Whether the archive was begun by a finished life. */
  readonly begun: boolean
  readonly bug: PlantedBug | null
}

/** The calls of an undisturbed life, each with every fault. */
export async function allInjections({ home, begun, bug }: Trial): Promise<readonly Injection[]> {
  return home.use(begun, 'calm', async (archive) => {
    const life = await runWriter({ archive, key: home.key, bug, life: 2, strace: ['--seccomp-bpf'] })
    expect(life.said.at(-1)).toBe('finished')
    return injectionsInto(life)
  })
}

/** Lives through one injection; gives what was wrong afterwards, and whether it happened at all. */
export async function tried({ home, begun, bug }: Trial, injection: Injection, name: string) {
  return home.use(begun, name, async (archive) => {
    const { key } = home
    const life = await runWriter({ archive, key, bug, life: 2, strace: straceOf(injection) })
    const fired = hasFired(injection, life)
    return {
      fired,
      wrong: [...wentOn(injection, life), ...(await complaints({ archive, key, bug }, life.said))],
    }
  })
}

/** An injection in words. */
export const words = ({ call, when, fault }: Injection): string => `${fault} at ${call} ${when}`
