import { constants, hash } from 'node:crypto'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { NianbaoError } from '../errors.ts'
import type { Concession } from './concession.ts'
import { HandshakeFailure } from './handshakeFailure.ts'

/** On what terms a host is spoken to over TLS. */
export interface TlsTerms {
  readonly concessions: readonly Concession[]
  /** SHA-256 (hex) of the one certificate that is taken for the host's, or null: then authorities vouch for it. */
  readonly pin: string | null
}

export interface TlsAgents {
  /** The agent for these terms: one for all hosts with the same. */
  on(terms: TlsTerms): https.Agent
  destroy(): void
}

/** Opens the agents (keep-alive). `lookup` finds the addresses; without one the system does. `patience` in milliseconds. */
export function openTlsAgents(lookup: LookupFunction | null, patience: number): TlsAgents {
  const opened = new Map<string, https.Agent>()
  return {
    on(terms) {
      const key = [...terms.concessions, terms.pin].join(' ')
      const agent = opened.get(key) ?? new HandshakeAgent(optionsFor(terms, lookup), terms.pin, patience)
      opened.set(key, agent)
      return agent
    },
    destroy() {
      for (const agent of opened.values()) agent.destroy()
    },
  }
}

function optionsFor({ concessions, pin }: TlsTerms, lookup: LookupFunction | null): https.AgentOptions {
  return {
    keepAlive: true,
    ...(lookup !== null && { lookup }),
    ...(concessions.includes('p256') && { ecdhCurve: 'P-256' }),
    ...(concessions.includes('legacy-renegotiation') && {
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    }),
    // Nobody vouches for a pinned certificate: HandshakeAgent compares it, in every handshake, before anything is sent.
    ...(pin !== null && { rejectUnauthorized: false, maxCachedSessions: 0 }),
  }
}

/**
 * Hands out a connection when its handshake is done. Node's own agent hands it out before, and a handshake that fails under a
 * waiting request then ends as a mere EPROTO, whose reason stands only in the text of the message.
 */
class HandshakeAgent extends https.Agent {
  readonly #pin: string | null
  readonly #patience: number
  readonly #pending = new Set<TLSSocket>()

  constructor(options: https.AgentOptions, pin: string | null, patience: number) {
    super(options)
    this.#pin = pin
    this.#patience = patience
  }

  override createConnection(
    options: https.RequestOptions,
    done: (error: Error | null, socket: Duplex) => void = () => undefined,
  ): null {
    const socket = super.createConnection(options)
    if (!(socket instanceof TLSSocket)) throw new TypeError('an https agent made what is no TLS')
    let connected = false
    this.#pending.add(socket)
    socket.once('close', () => this.#pending.delete(socket))
    const late = (): void => {
      socket.destroy(Object.assign(new Error('no TLS in time'), { code: 'ETIMEDOUT' }))
    }
    let timer = setTimeout(late, this.#patience)
    const failed = (error: Error): void => {
      clearTimeout(timer)
      done(error instanceof NianbaoError ? error : new HandshakeFailure(error, connected), socket)
    }
    socket.once('error', failed)
    socket.once('connect', () => {
      connected = true
      clearTimeout(timer)
      timer = setTimeout(late, this.#patience)
    })
    socket.once('secureConnect', () => {
      const shown = this.#pin === null ? null : hash('sha256', socket.getPeerX509Certificate()?.raw ?? '')
      if (shown !== this.#pin) {
        socket.destroy(differing(String(options.servername ?? options.host), String(shown)))
        return
      }
      clearTimeout(timer)
      socket.off('error', failed)
      this.#pending.delete(socket)
      done(null, socket)
    })
    return null
  }

  /** Node's agent knows only of connections that were handed out. */
  override destroy(): void {
    for (const socket of this.#pending) socket.destroy()
    super.destroy()
  }
}

function differing(host: string, shown: string): NianbaoError {
  const message = `${host} shows another certificate than the one pinned in its site file: its SHA-256 is ${shown}; nothing was sent`
  return new NianbaoError('certificate-differs', message)
}
