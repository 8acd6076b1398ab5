import type { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Page } from '../model/page.ts'

/** The body as JSON of this shape, or `layout-changed`; `what` names the reply in the message. */
export function jsonOf<T>(page: Page, schema: z.ZodType<T>, what: string): T {
  let value: unknown
  try {
    value = JSON.parse(page.text)
  } catch (cause) {
    throw new NianbaoError('layout-changed', `${page.url}: ${what} is no JSON`, { cause })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new NianbaoError('layout-changed', `${page.url}: ${what} has another shape`, { cause: parsed.error })
}
