import { createHash } from 'node:crypto'
import { NianbaoError, type FailureCode } from '../../src/errors.ts'
import { decode } from '../../src/model/decodeText.ts'
import type { Get, Page, PageRequest } from '../../src/model/page.ts'

const codes: Readonly<Record<number, FailureCode>> = { 403: 'blocked', 404: 'not-found', 429: 'throttled' }

/**
 * A plain network for tests of families and discovery: real requests to replicas, no manners, redirects followed. `hosts` names the
 * origin that answers for a host; pages keep their real URL.
 */
export function replicaGet(hosts: Readonly<Record<string, string>>): Get {
  const get = async (
    { url, method = 'GET', form, json, referer }: PageRequest,
    hops: number,
  ): Promise<Page> => {
    const real = new URL(url)
    const origin = hosts[real.host]
    if (origin === undefined) throw new NianbaoError('host-not-allowed', `${real.host} has no replica`)
    const response = await fetch(`${origin}${real.pathname}${real.search}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(referer === undefined ? {} : { referer }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    const location = response.headers.get('location')
    if (location !== null && hops < 3) {
      await response.body?.cancel()
      return get({ url: new URL(location, url).href }, hops + 1)
    }
    if (response.status !== 200) {
      await response.body?.cancel()
      throw new NianbaoError(codes[response.status] ?? 'server-error', `${url}: ${response.status}`)
    }
    const body = new Uint8Array(await response.arrayBuffer())
    return {
      url,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body,
      text: decode(body).text,
      sha256: createHash('sha256').update(body).digest('hex'),
    }
  }
  return (request) => get(request, 0)
}
