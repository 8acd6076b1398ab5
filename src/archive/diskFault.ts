import { NianbaoError } from '../errors.ts'

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
        const fault = diskError(error, file)
        if (fault === null) throw error
        raised ??= fault
        throw raised
      }
    },
  }
}

/** What ends all writing: a refusal of the system, or damage found on the way; null for anything else. */
function diskError(error: unknown, file: string): NianbaoError | null {
  if (error instanceof NianbaoError) return error.code === 'archive-damaged' ? error : null
  const code = systemCode(error)
  if (code === null) return null
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new NianbaoError('disk-full', `${file}: the disk is full; make room and run again`, { cause: error })
  }
  return new NianbaoError('disk-failed', `${file}: the system refused to write (${code}); look at the disk`, {
    cause: error,
  })
}

/** The errno name (`ENOENT`) of an error that the system gave, else null. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
