import type { FetchConfig } from '../model/config.ts'
import type { Fault } from './answer.ts'
import type { Concession } from './concession.ts'
import { openLane, type Lane } from './lane.ts'
import type { Given } from './given.ts'
import { countRefusals, type Refusals } from './refusals.ts'
import type { RobotsRules } from './robots.ts'

/** What one run knows of a host. */
export interface Host {
  /** As in URLs: with its port where that is not the scheme's own. */
  readonly name: string
  readonly lane: Lane
  /** Loopback origin that stands in for the host, or null. */
  readonly replica: string | null
  /** robots.txt, asked for once. */
  rules: Promise<RobotsRules> | null
  readonly refusals: Refusals
  /** What the host set in the browser that passed its challenge, as a Cookie header; empty else. */
  cookies: string
  /** The one polite try with a browser: whether it passed. */
  trial: Promise<boolean> | null
  /** `http:` or `https:` when that one did not answer and the other did. */
  silentScheme: string | null
  /** What was conceded to its TLS in this run. */
  concessions: readonly Concession[]
  /** What it gives for addresses at which nothing can be, by kind of address, and for its front page; null: honestly nothing. */
  readonly nowhere: Map<string, Promise<Given | null>>
  /** Requests sent. */
  requests: number
}

export interface Hosts {
  /** The host of a URL, http and https alike. */
  of(url: URL): Host
  requests(): Readonly<Record<string, number>>
  /** Hosts of which nothing more is asked, and why. */
  paused(): readonly (Fault & { readonly host: string })[]
}

export function openHosts(
  config: FetchConfig,
  replicas: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Hosts {
  const known = new Map<string, Host>()

  function open(name: string): Host {
    const host: Host = {
      name,
      lane: openLane(config.maxRetryAfter, signal),
      replica: replicas.get(name) ?? null,
      rules: null,
      refusals: countRefusals(name),
      cookies: '',
      trial: null,
      silentScheme: null,
      concessions: [],
      nowhere: new Map(),
      requests: 0,
    }
    known.set(name, host)
    return host
  }

  return {
    of: (url) => known.get(url.host) ?? open(url.host),
    requests: () => Object.fromEntries([...known].map(([name, { requests }]) => [name, requests])),
    paused: () =>
      [...known].flatMap(([host, { refusals }]) => {
        const fault = refusals.fault()
        return fault === null ? [] : [{ ...fault, host }]
      }),
  }
}
