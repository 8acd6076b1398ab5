import { NianbaoError } from '../../errors.ts'
import { decode } from '../../model/decodeText.ts'
import type { Get, Page, Rendering } from '../../model/page.ts'
import { requestKey, type RecordedExchange, type Recording } from '../../model/recording.ts'

/** The network of a recording: nothing but what was recorded. */
export interface Replay {
  /** @throws Error for a request that is not in the recording: no NianbaoError, which a listing may forgive as the site's fault */
  readonly get: Get
  /** Recorded requests that nobody made. */
  unasked(): readonly string[]
}

export function replay({ index, bodies }: Recording): Replay {
  const recorded = new Map(index.exchanges.map((exchange) => [keyOf(exchange), exchange]))
  const asked = new Set<string>()
  return {
    get: (request) => {
      const key = requestKey(request)
      const exchange = recorded.get(key)
      if (exchange === undefined)
        return Promise.reject(new Error(`${index.site}: the recording has no answer to ${key}`))
      asked.add(key)
      return answer(exchange, bodies)
    },
    unasked: () => [...recorded.keys()].filter((key) => !asked.has(key)),
  }
}

const keyOf = ({ method, url, form, json, rendered }: RecordedExchange): string =>
  requestKey({
    ...{ method, url },
    ...(form && { form }),
    ...(json !== undefined && { json }),
    ...(rendered && { render: renderingOf(rendered) }),
  })

const renderingOf = ({ step, until, next }: NonNullable<RecordedExchange['rendered']>): Rendering => ({
  step,
  ...(until !== null && { until }),
  ...(next !== null && { next }),
})

function answer({ answer: given }: RecordedExchange, bodies: Recording['bodies']): Promise<Page> {
  if ('refused' in given) return Promise.reject(new NianbaoError(given.refused, given.message))
  const body = bodies.get(given.body)
  if (body === undefined) return Promise.reject(new Error(`${given.body}: the recording has no such body`))
  const { final_url: url, status, headers, sha256 } = given
  return Promise.resolve({ url, status, headers, body, text: decode(body).text, sha256 })
}
