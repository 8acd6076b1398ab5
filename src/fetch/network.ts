import type { FailureCode } from '../errors.ts'
import type { FetchConfig } from '../model/config.ts'
import type { Validators } from '../model/exchange.ts'
import type { TlsFacts } from '../model/tls.ts'
import type { Fault, Message, Reply } from './answer.ts'
import type { Expectation } from './evidence.ts'
import type { Host, Hosts } from './hosts.ts'

/** What every request of one run goes through. */
export interface Network {
  readonly config: FetchConfig
  readonly hosts: Hosts
  /** Why nothing more may be sent in this run, or null. */
  readonly spent: () => Fault | null
  readonly send: (message: Message, host: Host) => Promise<Reply>
  readonly onHold: (host: Host, code: FailureCode, milliseconds: number) => void
}

/** What is to be got, and what is allowed on the way. */
export interface Errand {
  readonly hosts: readonly string[]
  readonly pace?: number
  /** Certificates that the site file pins, by host. */
  readonly tls?: TlsFacts
  /**
   * `robots`: the rules themselves, which no rules govern. `nothing`: whatever the host says where nothing can be. `part`: what a
   * page asks for while a browser makes it, judged by status and transport alone.
   */
  readonly expect: Expectation | 'robots' | 'nothing' | 'part'
  readonly validators?: Validators
  /** Headers of a browser on whose behalf it is asked (names in lower case); those of manners are ours. */
  readonly headers?: Readonly<Record<string, string>>
  /** Part of the one polite try: what it meets does not count as a refusal, and no pause stops it. */
  readonly trial?: true
}
