/** A connection over TLS that did not come to be. */
export class HandshakeFailure extends Error {
  override readonly name = 'HandshakeFailure'
  /** Node's code of what went wrong. */
  readonly code: string
  /** Whether the host had taken the connection: then it is TLS that failed. */
  readonly connected: boolean

  constructor(cause: Error, connected: boolean) {
    super(cause.message, { cause })
    this.code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
    this.connected = connected
  }
}
