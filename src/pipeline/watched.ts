import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { exitCodeOfRun } from '../exitCode.ts'
import { pingTo } from '../fetch/ping.ts'
import type { Run } from '../model/run.ts'
import { TableFile } from '../publish/tableFile.ts'
import { refusalWords } from '../systemRefusal.ts'

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
  /** Of a run that did not come to its end: the last one's numbers must not stand. */
  metricsOfFailure(exitCode: number): string
  failure(error: unknown): { readonly text: string; readonly exitCode: number }
}

/**
 * Does a run and tells the watchman when it began and how it ended, also when it failed; writes the metrics, of a run that
 * failed its exit code alone. A watchman who does not answer stops nothing: `deaf` hears of it.
 * @throws NianbaoError `usage` for a ping that is no address or a file that cannot be written, before anything else; a refusal of the system for the file
 */
export async function watched(
  { ping: address, metrics }: Watch,
  words: Words,
  deaf: (why: string) => void,
  work: () => Promise<Run>,
): Promise<Run> {
  const ping = address === undefined ? null : openPing(address)
  if (metrics !== undefined) await mustBeWritable(metrics)
  const hear = (why: string | null | undefined): void => {
    if (why) deaf(why)
  }
  hear(await ping?.started())
  try {
    const run = await work()
    const exitCode = exitCodeOfRun(run)
    if (metrics !== undefined) await writeMetrics(metrics, words.metrics(run, exitCode))
    hear(await ping?.ended(exitCode, words.summary(run)))
    return run
  } catch (error) {
    const { exitCode, text } = words.failure(error)
    if (metrics !== undefined) await writeMetrics(metrics, words.metricsOfFailure(exitCode))
    hear(await ping?.ended(exitCode, text))
    throw error
  }
}

async function writeMetrics(file: string, text: string): Promise<void> {
  await (await TableFile.open(file, text)).finish()
}

async function mustBeWritable(file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK)
  } catch (cause) {
    throw new NianbaoError('usage', `--metrics ${file}: ${refusalWords(cause)}`, { cause })
  }
}

function openPing(address: string): ReturnType<typeof pingTo> {
  try {
    return pingTo(address)
  } catch (cause) {
    throw new NianbaoError('usage', `--ping: ${address} is no http or https address`, { cause })
  }
}
