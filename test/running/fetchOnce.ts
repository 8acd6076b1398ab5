import { createHash } from 'node:crypto'
import type { LookupFunction } from 'node:net'
import { onTestFinished } from 'vitest'
import { openFetch, type Fetcher, type FetchOptions } from '../../src/fetch/fetch.ts'
import type { FetchConfig } from '../../src/model/config.ts'
import type { FetchOutcome } from '../../src/model/exchange.ts'
import { openFaultyServer, type Answerer, type FaultyServer } from '../servers/faultyServer.ts'
import { hastyManners } from './hastyManners.ts'

export const host = 'www.acheng.gov.cn'
export const page = `<html><head><title>年度报告</title></head><body>${'政府信息公开工作年度报告。'.repeat(50)}</body></html>`

export const config: FetchConfig = {
  ...hastyManners,
  pace: 60_000,
  responseTimeout: 1000,
  totalTimeout: 2000,
  retries: 2,
  maxRetryAfter: 2500,
}

export async function serve(answers: Readonly<Record<string, Answerer>>): Promise<FaultyServer> {
  const server = await openFaultyServer(answers)
  onTestFinished(() => server.close())
  return server
}

/** A fetcher for which `server` stands in for `host`; no test ever asks the system to look up a name. */
export function open(server: FaultyServer | null, more: Partial<FetchOptions> = {}): Fetcher {
  const replicas = new Map(server === null ? [] : [[host, server.origin]])
  const fetcher = openFetch({ config, replicas, lookup: answering('10.0.0.1'), ...more })
  onTestFinished(() => {
    fetcher.close()
  })
  return fetcher
}

export function answering(...addresses: readonly string[]): LookupFunction {
  return (_name, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

export const asPage = { hosts: [host], expect: 'page' } as const
export const asFile = { hosts: [host], expect: 'attachment' } as const
export const asListing = { hosts: [host], expect: 'listing' } as const

/** Fetches `/x` of a server that answers it so, and says what came of it and what the server saw of `/x`. */
export async function fetchOne(
  answer: Answerer,
  policy: Parameters<Fetcher['fetch']>[1] = asPage,
  path = '/x',
): Promise<{ outcome: FetchOutcome; requests: number; server: FaultyServer }> {
  const server = await serve({ [path]: answer })
  const outcome = await open(server).fetch({ url: `http://${host}${path}` }, policy)
  return { outcome, requests: server.paths().filter((seen) => seen === path).length, server }
}

export function codeOf(outcome: FetchOutcome): string {
  return outcome.kind === 'refused' ? outcome.code : outcome.kind
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
