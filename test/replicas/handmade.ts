import type { Replica } from './replicaServer.ts'

/** A server of a few pages written by hand, by path and query; everything else is 404. */
export function handmade(pages: Readonly<Record<string, string>>): Replica {
  return ({ url }) => {
    const body = pages[url.pathname + url.search]
    return body === undefined ? null : { type: 'text/html; charset=utf-8', body }
  }
}

/** What a redesign leaves of a page that scripts fill. */
export const shell =
  '<html><head><title>加载中</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>'
