import { isForbidden, isLimit, refusalWords, systemCode } from '../systemRefusal.ts'
import { problem, type Problem, type ProblemCode } from './problem.ts'

/** What verify calls a file or folder, and how it names its loss. */
export interface Named {
  readonly code: ProblemCode
  /** Path below the archive's folder. */
  readonly file: string
}

/**
 * Why something cannot be read, as a problem of verify: damage of what lies there (a failing disk, something else in its place), or
 * `unchecked` where this user has no right to it, which says nothing of the archive. Throws what is no refusal of the system, and a
 * limit of this process (too many open files): that ends all.
 */
export function unreadableProblem(error: unknown, { code, file }: Named): Problem {
  const system = systemCode(error)
  if (system === null || isLimit(error)) throw error
  return problem(code, isForbidden(error) ? 'unchecked' : 'damage', file, { message: refusalWords(error) })
}

/** What `read` gives; where the system refuses, `otherwise`, and the reason is one more of `problems`. */
export async function readOr<T, U>(
  otherwise: U,
  problems: Problem[],
  named: Named,
  read: () => T | Promise<T>,
): Promise<T | U> {
  try {
    return await read()
  } catch (error) {
    problems.push(unreadableProblem(error, named))
    return otherwise
  }
}
