import { writingCalls, type Life } from './runWriter.ts'

/** What happens instead of a system call, or at its beginning. */
const faults = ['SIGKILL', 'EIO', 'ENOSPC'] as const
export type Fault = (typeof faults)[number]

/** One system call of a life, counted in its thread from 1, and what becomes of it. */
export interface Injection {
  readonly call: string
  readonly when: number
  readonly fault: Fault
  /** Whether a life may go on after it: a file that stays is no loss, nor a folder that cannot be made and is there. */
  readonly harmless: boolean
}

/** Every writing call that an undisturbed life makes, with every fault. */
export function injectionsInto({ calls }: Life): readonly Injection[] {
  return writingCalls.flatMap((call) => {
    const threads = Map.groupBy(
      calls.filter(({ name }) => name === call),
      ({ thread }) => thread,
    )
    const [longest = []] = [...threads.values()].sort((a, b) => b.length - a.length)
    return longest.flatMap(({ result }, n) =>
      faults.map((fault) => ({
        ...{ call, when: n + 1, fault },
        harmless: ['unlink', 'rmdir'].includes(call) || result.startsWith('-1 EEXIST'),
      })),
    )
  })
}

/**
 * As strace is told it. Signals are sent only without `--seccomp-bpf`: with it, strace 6.1 says nothing and sends none, which
 * is how a crash test comes to test nothing.
 */
export function straceOf({ call, when, fault }: Injection): readonly string[] {
  return fault === 'SIGKILL'
    ? ['-e', `inject=${call}:signal=SIGKILL:when=${when}`]
    : ['--seccomp-bpf', '-e', `inject=${call}:error=${fault}:when=${when}`]
}

/** Whether it happened: the process was killed in the call, or the call failed as it was told to. */
export function hasFired({ call, when, fault }: Injection, life: Life): boolean {
  const ofKind = life.calls.filter(({ name }) => name === call)
  if (fault !== 'SIGKILL') return ofKind.some(({ injected }) => injected)
  return life.code === null && ofKind.length >= when && ofKind.some(({ result }) => result.startsWith('?'))
}

/**
 * What a life did wrong that met a failing disk: it must end with the code, acknowledge nothing more, and write nothing more.
 * Another original that was under way beside it may still get its name: nothing speaks of it.
 */
export function wentOn({ fault, harmless }: Injection, { said, calls }: Life): readonly string[] {
  if (fault === 'SIGKILL' || harmless) return []
  const code = fault === 'EIO' ? 'disk-failed' : 'disk-full'
  const failed = calls.findIndex(({ injected }) => injected)
  const later = calls.slice(failed + 1).filter(({ begun }) => begun > (calls[failed]?.ended ?? 0))
  const acknowledging = later.filter(
    ({ name, args }) => name === 'fdatasync' || (name === 'rename' && !args.includes('/originals/')),
  )
  return [
    ...(said.at(-1) === code ? [] : [`it ended with ${said.at(-1) ?? 'nothing'} instead of ${code}`]),
    ...acknowledging.map(
      ({ name, args }) => `it went on after the failure with ${name}(${args.slice(0, 200)})`,
    ),
  ]
}
