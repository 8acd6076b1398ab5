import { postWebhook } from '../../fetch/postWebhook.ts'
import { webhookKey } from '../../fetch/webhookKey.ts'
import type { Told, WaitingMessage } from '../../model/outbox.ts'
import type { Receiver } from '../../model/receiver.ts'

/** Milliseconds after which no further message is begun in this run. */
const longest = 60_000
/** A kill sends again what was taken since the outbox was kept last; so seldom, because it may hold the ids of a backfill. */
const keptEvery = 2_000

/** Sends what waits for a receiver, oldest first, until one is not taken. Calls `keep` now and then with how it stands; gives how it ended. */
export async function deliver(
  receiver: Receiver,
  told: Told,
  work: {
    /** Null where nothing of it is news any more. */
    readonly bodyOf: (message: WaitingMessage) => string | null
    readonly userAgent: string
    readonly now: () => Date
    readonly keep: (told: Told) => Promise<void>
  },
): Promise<Told> {
  const key = webhookKey(process.env[receiver.secretFrom] ?? '')
  const vain = (waiting: Told['waiting'], why: string): Told => ({
    ...{ ...told, waiting, failed: { time: work.now().toISOString(), why } },
  })
  if (key === null && told.waiting.length > 0)
    return vain(told.waiting, `${receiver.secretFrom} holds no secret (whsec_ and base64 of 24 to 64 bytes)`)
  const begun = performance.now()
  let kept = begun
  for (const [at, message] of told.waiting.entries()) {
    const left = told.waiting.slice(at)
    if (performance.now() - begun > longest)
      return vain(left, `${left.length} messages are more than a minute takes`)
    const body = work.bodyOf(message)
    if (key === null || body === null) continue
    const posted = await postWebhook(receiver, key, { id: message.id, body }, work.userAgent)
    if (posted.kind === 'not-taken') return vain(left, posted.why)
    if (performance.now() - kept < keptEvery) continue
    kept = performance.now()
    await work.keep({ ...told, waiting: told.waiting.slice(at + 1), failed: null })
  }
  return { ...told, waiting: [], failed: null }
}
