import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { loadConfig } from '../../src/config/loadConfig.ts'
import { NianbaoError } from '../../src/errors.ts'
import { openFetch } from '../../src/fetch/fetch.ts'
import type { Get } from '../../src/model/page.ts'
import { pageOf } from '../../src/pipeline/pageOf.ts'

const { fetch: config } = await loadConfig(resolve(import.meta.dirname, '../../config'))

/** The real network of a run, before replicas, for sites that need its browser; it closes with the test. */
export function gatedGet(hosts: Readonly<Record<string, string>>): Get {
  const fetcher = openFetch({ config, replicas: new Map(Object.entries(hosts)) })
  onTestFinished(() => {
    fetcher.close()
  })
  return async (request) => {
    const outcome = await fetcher.fetch(request, { hosts: Object.keys(hosts), expect: 'listing' })
    if (outcome.kind === 'refused') throw new NianbaoError(outcome.code, outcome.message)
    return pageOf(outcome.exchange)
  }
}
