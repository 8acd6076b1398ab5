import { hash } from 'node:crypto'
import type { NamedNews, Told, WaitingMessage } from '../../model/outbox.ts'

/** How long after its own time a news may be recognised: a report may be read some runs after it was captured. */
const lookBack = 30 * 24 * 3600 * 1000
const newsInMessage = 50

/** From when on news have to be at hand for a receiver: those that it may not know of, and those that wait. */
export function reachOf({ since, waiting }: Told, now: Date): string {
  const horizon = horizonOf(now)
  const oldest = waiting.flatMap(({ news }) => news.map(({ time }) => time))
  return [since > horizon ? since : horizon, ...oldest].sort()[0] ?? since
}

/** Puts what a receiver was not told of into messages, behind those that wait. `news`: oldest first. */
export function composeMessages(told: Told, news: readonly NamedNews[], now: Date): Told {
  const horizon = horizonOf(now)
  const known = new Set(told.told.map(({ id }) => id))
  const fresh = news.filter(({ id, time }) => time >= told.since && time >= horizon && !known.has(id))
  const messages: WaitingMessage[] = []
  for (let at = 0; at < fresh.length; at += newsInMessage) {
    const part = fresh.slice(at, at + newsInMessage)
    const id = hash('sha256', part.map((each) => each.id).join('\n')).slice(0, 32)
    messages.push({ id: `msg_${id}`, news: part })
  }
  return {
    ...told,
    told: [...told.told.filter(({ time }) => time >= horizon), ...fresh],
    waiting: [...told.waiting, ...messages],
  }
}

const horizonOf = (now: Date): string => new Date(now.getTime() - lookBack).toISOString()
