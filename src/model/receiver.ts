import { z } from 'zod'

const loopback = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/u

/** Whether a URL is of this machine. */
export const isLoopback = (url: string): boolean => loopback.test(new URL(url).hostname)

const ReceiverUrl = z
  .url({ protocol: /^https?$/u })
  .refine((url) => url.startsWith('https:') || isLoopback(url), 'must be https, or http on this machine')
  .refine((url) => new URL(url).username === '' && new URL(url).password === '', 'must hold no credentials')

/** Who is told of news (接收方), as `config/webhooks.json` names it; the secret is never in a file. */
export const Receiver = z
  .strictObject({
    /** For status and warnings, in place of its address. */
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/u),
    url: ReceiverUrl,
    /** Environment variable with the secret: `whsec_` and base64 of 24 to 64 bytes. */
    secretFrom: z.string().regex(/^[A-Z][A-Z0-9_]*$/u),
    /** Milliseconds until an answer is no longer waited for. */
    timeout: z.int().min(100).max(60_000).default(10_000),
    /** Tries of one message in one run. */
    attempts: z.int().min(1).max(5).default(3),
  })
  .readonly()
export type Receiver = z.infer<typeof Receiver>

export const Webhooks = z
  .strictObject({
    /** Where the explorer is published, for links to its pages; null: they are told by their path alone. */
    explorer: z.url({ protocol: /^https?$/u }).nullable(),
    receivers: z
      .array(Receiver)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'names must differ')
      .readonly(),
  })
  .readonly()
export type Webhooks = z.infer<typeof Webhooks>
