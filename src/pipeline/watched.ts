import { NianbaoError } from '../errors.ts'
import { exitCodeOfRun } from '../exitCode.ts'
import { pingTo } from '../fetch/ping.ts'
import type { Run } from '../model/run.ts'
import { TableFile } from '../publish/tableFile.ts'

/** Who hears of a run besides the one who started it. */
export interface Watch {
  /** Address of a watchman (`fetch/ping.ts`). */
  readonly ping?: string
  /** File for Prometheus. */
  readonly metrics?: string
}

/** How a run, or what ended it, is put into words. */
export interface Words {
  summary(run: Run): string
  metrics(run: Run, exitCode: number): string
  failure(error: unknown): { readonly text: string; readonly exitCode: number }
}

/**
 * Does a run and tells the watchman when it began and how it ended, also when it failed; writes the metrics of a run that
 * came to its end. A watchman who does not answer stops nothing: `deaf` hears of it.
 * @throws NianbaoError `usage` for a ping that is no address, before anything else; a refusal of the system for the file
 */
export async function watched(
  { ping: address, metrics }: Watch,
  words: Words,
  deaf: (why: string) => void,
  work: () => Promise<Run>,
): Promise<Run> {
  const ping = address === undefined ? null : openPing(address)
  const hear = (why: string | null | undefined): void => {
    if (why) deaf(why)
  }
  hear(await ping?.started())
  try {
    const run = await work()
    const exitCode = exitCodeOfRun(run)
    if (metrics !== undefined) await (await TableFile.open(metrics, words.metrics(run, exitCode))).finish()
    hear(await ping?.ended(exitCode, words.summary(run)))
    return run
  } catch (error) {
    const { exitCode, text } = words.failure(error)
    hear(await ping?.ended(exitCode, text))
    throw error
  }
}

function openPing(address: string): ReturnType<typeof pingTo> {
  try {
    return pingTo(address)
  } catch (cause) {
    throw new NianbaoError('usage', `--ping: ${address} is no http or https address`, { cause })
  }
}
