import type { Archive } from '../../archive/openArchive.ts'
import { readOutbox } from '../../archive/outboxFile.ts'
import type { Clock } from '../../clock.ts'
import { loadWebhooks } from '../../config/loadWebhooks.ts'
import type { FetchConfig } from '../../model/config.ts'
import type { News } from '../../model/news.ts'
import { undeliveredIn, type Outbox, type Told, type WaitingMessage } from '../../model/outbox.ts'
import type { Tell } from '../../model/progress.ts'
import type { Receiver } from '../../model/receiver.ts'
import { newsId } from '../../publish/newsId.ts'
import { webhookBody } from '../../publish/webhook/webhookBody.ts'
import { exploreArchive } from '../exploreArchive.ts'
import { composeMessages, reachOf } from './composeMessages.ts'
import { deliver } from './deliver.ts'

/** Whom to tell of what. */
export interface TellOrder {
  readonly archive: Archive
  /** Folder. */
  readonly config: string
  readonly fetch: Pick<FetchConfig, 'userAgent'>
  readonly clock: Clock
  readonly tell: Tell
  readonly receivers: readonly Receiver[]
}

/** Tells every receiver what it was not told yet (docs/decisions/0057); what is not taken waits in the outbox for the next run. */
export async function tellReceivers(order: TellOrder): Promise<void> {
  const { archive, clock, receivers, tell } = order
  const outbox = await readOutbox(archive.folder)
  if (outbox === null) return
  const states = new Map(Object.entries(outbox.receivers))
  const letters = await newsOf(order, reachOfAll([...states.values()], clock()))
  const keep = keeper(archive, states)
  for (const [name, told] of states) states.set(name, composeMessages(told, letters.names, clock()))
  await keep()
  await Promise.all(
    receivers.map(async (receiver) => {
      const told = states.get(receiver.name)
      if (told === undefined) return
      const work = {
        ...{ bodyOf: letters.bodyOf, userAgent: order.fetch.userAgent, now: clock },
        keep: (now: Told) => keep(receiver.name, now),
      }
      await keep(receiver.name, await deliver(receiver, told, work))
    }),
  )
  for (const { receiver, messages, news, since, why } of undeliveredIn(withStates(states)))
    tell({
      kind: 'warned',
      code: 'webhook-undelivered',
      message: `${receiver}: ${messages} messages with ${news} news since ${since} wait for the next run: ${why ?? 'not tried'}`,
    })
}

const reachOfAll = (all: readonly Told[], now: Date): string =>
  all.map((told) => reachOf(told, now)).sort()[0] ?? ''

const withStates = (states: ReadonlyMap<string, Told>): Outbox => ({
  schema: 'nianbao/outbox@1',
  receivers: Object.fromEntries(states),
})

/** Keeps the outbox, one write after the other: receivers are told side by side. */
function keeper(archive: Archive, states: Map<string, Told>): (name?: string, told?: Told) => Promise<void> {
  let last = Promise.resolve()
  return (name, told) => {
    if (name !== undefined && told !== undefined) states.set(name, told)
    last = last.then(() => archive.keepOutbox(withStates(states)))
    return last
  }
}

/** The news since a moment: their names, oldest first, and the body of a message that names some of them. */
async function newsOf({ archive, config, clock }: TellOrder, since: string) {
  const order = { archive: archive.folder, config, clock, sites: null }
  const { library, newsSince, close } = await exploreArchive({
    ...order,
    // Nothing is looked for beside an answer here.
    failed: () => undefined,
  })
  try {
    const { explorer } = await loadWebhooks(config)
    const writing = {
      origin: { kind: library.kind, created: library.created },
      ...{ metrics: library.metrics, library, explorer },
    }
    const news = (await newsSince(since)).toReversed()
    const byId = new Map<string, News>(news.map((each) => [newsId(writing.origin, each), each]))
    return {
      names: [...byId].map(([id, { time }]) => ({ id, time })),
      bodyOf: (message: WaitingMessage): string | null => {
        const named = message.news.flatMap(({ id }) => byId.get(id) ?? [])
        return named.length === 0 ? null : webhookBody(writing, named)
      },
    }
  } finally {
    await close()
  }
}
