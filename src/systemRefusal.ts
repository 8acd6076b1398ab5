import { NianbaoError } from './errors.ts'

const right = 'this user has no right to it; give it the right, or run as the owner'
const limit = 'too many files are open; raise the limit (ulimit -n) and run again'

/** What the operating system means by a refusal, and what to do (errno(3)). */
const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', right],
  ['EPERM', right],
  ['EROFS', 'the filesystem is read-only; choose another folder, or mount it for writing'],
  ['ENOTDIR', 'a part of this path is a file, not a folder; choose another path'],
  ['EISDIR', 'this is a folder, not a file; choose another path'],
  ['EEXIST', 'something else lies there; choose another path'],
  ['ENOTEMPTY', 'something else lies there; choose another path'],
  ['ENOENT', 'it does not exist; check the path'],
  ['ELOOP', 'its symbolic links lead in a circle; mend them'],
  ['ENAMETOOLONG', 'this name is too long for the filesystem; choose a shorter one'],
  ['EMFILE', limit],
  ['ENFILE', limit],
  ['ENOSPC', 'the disk is full; make room and run again'],
  ['EDQUOT', "this user's share of the disk is used up; make room and run again"],
  ['EFBIG', 'a file may not grow any more; raise the limit (ulimit -f) and run again'],
  ['EIO', 'the disk failed; look at it before anything else'],
  ['ENXIO', 'this is a pipe, a device or a socket, not a file; put the file in its place'],
  ['EOVERFLOW', 'no file that belongs here is so large; look what it is'],
])
const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
/** What says something of this process and nothing of what lies on the disk (errno names). */
export const rights: ReadonlySet<string> = new Set(['EACCES', 'EPERM'])
export const limits: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM'])

/** Calls on files, as Node names them; others (connect, spawn…) are no matter of the disk. */
const calls =
  /^(access|chmod|close|copyfile|fdatasync|fstat|fsync|ftruncate|lstat|mkdir|mkdtemp|open|opendir|read|readlink|realpath|rename|rm|rmdir|scandir|stat|unlink|utime|write)$/u

/** The errno name (`ENOENT`) of an error that the system gave, also where it is the cause of one of ours; else null. */
export function systemCode(error: unknown): string | null {
  if (error instanceof NianbaoError) return systemCode(error.cause)
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/**
 * A refusal of the file system as `disk-full` or `disk-failed`, in one line that says what to do; null for anything else.
 * `file`: what was being done; the path that the system names where it is absent.
 */
export function systemRefusal(error: unknown, file?: string): NianbaoError | null {
  if (error instanceof NianbaoError) return null
  const code = systemCode(error)
  if (code === null || !calls.test(callOf(error))) return null
  const words = `${file ?? pathOf(error)}: ${refusalWords(error)}`
  return new NianbaoError(noRoom.has(code) ? 'disk-full' : 'disk-failed', words, { cause: error })
}

/** The same in words only, for who names the file and has a code of their own. */
export function refusalWords(error: unknown): string {
  const code = systemCode(error) ?? 'unknown'
  return `${reasons.get(code) ?? 'the system refused; look at the disk'} (${code})`
}

/** Whether the refusal says something of this process (its rights, its limits) and nothing of what lies on the disk. */
export const isOurOwn = (error: unknown): boolean => isForbidden(error) || isLimit(error)

/** Whether this user has no right to it. */
export const isForbidden = (error: unknown): boolean => rights.has(systemCode(error) ?? '')

/** Whether this process has reached a limit. */
export const isLimit = (error: unknown): boolean => limits.has(systemCode(error) ?? '')

const callOf = (error: unknown): string =>
  error instanceof Error && 'syscall' in error ? String(error.syscall) : ''

const pathOf = (error: unknown): string =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'the disk'
