import { userInfo } from 'node:os'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'

/** Who decided, and why, in one line each. `usage` where either is missing. */
export function whoAndWhy({ by, reason }: { readonly by?: string; readonly reason?: string }): {
  readonly by: string
  readonly reason: string
} {
  return {
    reason: given(reason, '--reason: say why, in words that everybody may read'),
    by: given(by ?? login(), '--by: say who decided this'),
  }
}

/** Text without needless white space. `usage` with these words where nothing is left. */
export function given(text: string | undefined, otherwise: string): string {
  const words = text?.replaceAll(/\s+/gu, ' ').trim() ?? ''
  if (words === '') throw new NianbaoError('usage', otherwise)
  return words
}

/** Undefined where the system knows no name for this user, as in some containers. */
function login(): string | undefined {
  try {
    return userInfo().username
  } catch (error) {
    if (systemCode(error) !== null) return undefined
    throw error
  }
}
