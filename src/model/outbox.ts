import { z } from 'zod'

/** A news by its id, and its own time (ISO 8601, UTC). */
const NamedNews = z.strictObject({ id: z.string(), time: z.string() }).readonly()
export type NamedNews = z.infer<typeof NamedNews>

/** A message that no receiver acknowledged yet: names, never words (docs/decisions/0057). */
const WaitingMessage = z
  .strictObject({ id: z.string().regex(/^msg_[0-9a-f]{32}$/u), news: z.array(NamedNews).min(1).readonly() })
  .readonly()
export type WaitingMessage = z.infer<typeof WaitingMessage>

/** What one receiver was told of, and what it still has to be told. */
const Told = z
  .strictObject({
    /** It hears of nothing before. */
    since: z.string(),
    /** What is in a message of the last 30 days, delivered or waiting. */
    told: z.array(NamedNews).readonly(),
    /** Oldest first. */
    waiting: z.array(WaitingMessage).readonly(),
    /** Why the first of them was not taken at the last try; null where none was tried in vain. */
    failed: z.strictObject({ time: z.string(), why: z.string() }).readonly().nullable(),
  })
  .readonly()
export type Told = z.infer<typeof Told>

/** The outbox (待发件箱): `archive/outbox.json`. */
export const Outbox = z
  .strictObject({ schema: z.literal('nianbao/outbox@1'), receivers: z.record(z.string(), Told).readonly() })
  .readonly()
export type Outbox = z.infer<typeof Outbox>

/** What waits for one receiver, as `status` names it. */
export interface Undelivered {
  readonly receiver: string
  readonly messages: number
  readonly news: number
  /** Time of the oldest news of them; null where the outbox cannot be read. */
  readonly since: string | null
  readonly why: string | null
}

export const undeliveredIn = (outbox: Outbox | null): readonly Undelivered[] =>
  Object.entries(outbox?.receivers ?? {}).flatMap(([receiver, { waiting, failed }]) => {
    const news = waiting.flatMap((message) => message.news)
    const since = news.map(({ time }) => time).sort()[0]
    return since === undefined
      ? []
      : [{ receiver, messages: waiting.length, news: news.length, since, why: failed?.why ?? null }]
  })
