import { z } from 'zod'

/** A command line for a kept process (keptProcess.ts), and the environment that it is to find. */
export const KeptCall = z.strictObject({
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
})
export type KeptCall = z.infer<typeof KeptCall>

/** How it ended: the exit code that a process of its own would have had, and what it would have printed. */
export const KeptAnswer = z.strictObject({ code: z.number(), stdout: z.string(), stderr: z.string() })
export type KeptAnswer = z.infer<typeof KeptAnswer>
