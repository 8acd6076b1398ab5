import { printFailure } from '../console/print.ts'
import { exitCodes } from '../exitCode.ts'
import { concernsOneSite } from '../pipeline/concernsOneSite.ts'

/** A verb that looks at sites ends like a run: what a site does wrong is no defect of ours. */
export function siteFailed(error: unknown): void {
  printFailure(error)
  if (concernsOneSite(error)) process.exitCode = exitCodes.expectations
}
