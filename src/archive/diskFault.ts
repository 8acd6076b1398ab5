import { NianbaoError } from '../errors.ts'
import { systemRefusal } from '../systemRefusal.ts'

/**
 * The health of the disk for one open archive. After the first write that failed, nothing is written any more:
 * what the kernel kept of a failed fsync is unknown, so going on would acknowledge what may not exist.
 */
export interface DiskFault {
  /** Runs `work`; its failure becomes `disk-full` or `disk-failed`, ends all later work, and is thrown. */
  guard<T>(file: string, work: () => Promise<T>): Promise<T>
  /** Throws the first failure, if there was one. */
  check(): void
}

export function createDiskFault(): DiskFault {
  let raised: NianbaoError | null = null
  const check = () => {
    if (raised !== null) throw raised
  }
  return {
    check,
    async guard(file, work) {
      check()
      try {
        return await work()
      } catch (error) {
        const fault = endOfWriting(error, file)
        if (fault === null) throw error
        raised ??= fault
        throw raised
      }
    },
  }
}

/** What ends all writing: a refusal of the system, or damage found on the way; null for anything else. */
function endOfWriting(error: unknown, file: string): NianbaoError | null {
  if (!(error instanceof NianbaoError)) return systemRefusal(error, file)
  return ['archive-damaged', 'disk-full', 'disk-failed'].includes(error.code) ? error : null
}
