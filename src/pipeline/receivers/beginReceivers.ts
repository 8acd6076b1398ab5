import type { Archive } from '../../archive/openArchive.ts'
import { readOutbox } from '../../archive/outboxFile.ts'
import { NianbaoError } from '../../errors.ts'
import type { Outbox, Told } from '../../model/outbox.ts'
import type { Tell } from '../../model/progress.ts'
import { isLoopback, type Receiver, type Webhooks } from '../../model/receiver.ts'

/**
 * Notes of every new receiver since when it is told, durably and before a run archives anything: were the run killed, the next one knew no better.
 * Gives those that this archive may tell: a rehearsal never leaves the machine.
 */
export async function beginReceivers(
  archive: Archive,
  { receivers }: Webhooks,
  run: string,
  tell: Tell,
): Promise<readonly Receiver[]> {
  const told = receivers.filter(({ url }) => archive.kind === 'live' || isLoopback(url))
  const before = await outboxOr(archive.folder, tell)
  const states = told.map(({ name }) => [name, before?.receivers[name] ?? fresh(run)] as const)
  const now = Object.fromEntries(states)
  const names = Object.keys(before?.receivers ?? {})
  if (states.some(([name]) => before?.receivers[name] === undefined) || names.some((name) => !(name in now)))
    await archive.keepOutbox({ schema: 'nianbao/outbox@1', receivers: now })
  return told
}

const fresh = (since: string): Told => ({ since, told: [], waiting: [], failed: null })

/** One that cannot be read is begun anew: what waited in it is in the archive all the same. */
async function outboxOr(folder: string, tell: Tell): Promise<Outbox | null> {
  try {
    return await readOutbox(folder)
  } catch (error) {
    if (!(error instanceof NianbaoError) || error.code !== 'archive-damaged') throw error
    const message = 'outbox.json was no outbox and is begun anew: what waited in it is not sent'
    tell({ kind: 'warned', code: 'webhook-undelivered', message })
    return null
  }
}
