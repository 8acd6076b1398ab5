import { NianbaoError } from '../errors.ts'
import { isAbsence } from './columnWalk.ts'

/**
 * Whether what an interface answers for one more page is the end of its list: no such page; or, where no row is lacking, also a
 * home page or an error in place of rows. What is lacking, the total tells.
 */
export function isPastTheEnd(error: unknown, lacks: boolean): boolean {
  if (!(error instanceof NianbaoError)) return false
  return isAbsence(error) || (!lacks && (error.code === 'layout-changed' || error.code === 'server-error'))
}
