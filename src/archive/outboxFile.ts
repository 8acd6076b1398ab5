import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { Outbox, undeliveredIn, type Undelivered } from '../model/outbox.ts'
import { durableWrite } from './durableWrite.ts'
import { readIfThere } from './readIfThere.ts'

/** What receivers were told and have still to be told, below the archive's folder; no evidence. */
export const outboxFile = 'outbox.json'

/** The outbox; null where there is none. `archive-damaged` where the file is none. */
export async function readOutbox(archive: string): Promise<Outbox | null> {
  const path = join(archive, outboxFile)
  const text = await readIfThere(path)
  if (text === null) return null
  try {
    return Outbox.parse(JSON.parse(text))
  } catch (cause) {
    throw new NianbaoError(
      'archive-damaged',
      `${path}: this is no outbox; remove it: receivers are then told of what comes from now on`,
      { cause },
    )
  }
}

/** What waits for receivers. Of a file that is no outbox it says so: the next run begins it anew. */
export async function readUndelivered(archive: string): Promise<readonly Undelivered[]> {
  try {
    return undeliveredIn(await readOutbox(archive))
  } catch (error) {
    if (!(error instanceof NianbaoError) || error.code !== 'archive-damaged') throw error
    return [{ receiver: outboxFile, messages: 0, news: 0, since: null, why: error.message }]
  }
}

/** Keeps the outbox durably, whole. */
export async function keepOutbox(archive: string, temp: string, outbox: Outbox): Promise<void> {
  await durableWrite(join(archive, outboxFile), `${JSON.stringify(outbox)}\n`, { temp })
}
