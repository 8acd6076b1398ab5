import { z } from 'zod'
import { failures, type FailureCode } from '../errors.ts'

const codes = Object.keys(failures) as [FailureCode, ...FailureCode[]]

/** Something remarkable about a report (发现): which figures it puts in doubt, and no others. */
export const Finding = z
  .strictObject({
    code: z.enum(codes),
    severity: z.enum(['info', 'warning', 'error']),
    /** Ids of the metrics that are in doubt, sorted. */
    metrics: z.array(z.string()).readonly(),
    message: z.string(),
  })
  .readonly()
export type Finding = z.infer<typeof Finding>
