import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporaryFolder.ts'

/** A time-stamping authority on this machine: openssl behind a real HTTP server. */
export interface TimestampAuthority {
  readonly url: string
  /** PEM file of its root. */
  readonly ca: string
  /** Requests so far: method, content type and user agent. */
  readonly seen: readonly string[]
  /** The policies that it knows. */
  readonly policy: string
  /** Answers from now on as `answer` does instead; as it should when null. */
  misbehave(answer: ((query: Buffer, response: ServerResponse) => void) | null): void
  /** The reply to a query, signed by a certificate that is good for so many days (-1: it has ended). */
  reply(query: Buffer, days?: number): Buffer
}

export async function timestampAuthority(): Promise<TimestampAuthority> {
  const home = await temporaryFolder()
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: home, stdio: 'pipe' })
  const policy = '1.2.3.4.16384'
  const settings = [
    ...['serial = serial', 'signer_digest = sha256', 'digests = sha256', 'ess_cert_id_alg = sha256'],
    ...['default_policy = 1.2.3.4.1', `other_policies = ${policy}`],
  ]
  writeFileSync(join(home, 'tsa.cnf'), `[here]\n${settings.join('\n')}\n`)
  writeFileSync(join(home, 'serial'), '01')
  writeFileSync(join(home, 'usage'), 'extendedKeyUsage=critical,timeStamping\n')
  const key = (name: string) => [
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-subj',
    `/CN=${name}`,
  ]
  openssl('req', '-x509', ...key('ca'), '-out', 'ca.pem', '-days', '3650')
  openssl('req', ...key('tsa'), '-out', 'tsa.csr')

  let other: ((query: Buffer, response: ServerResponse) => void) | null = null
  const seen: string[] = []
  const reply = (query: Buffer, days = 30): Buffer => {
    writeFileSync(join(home, 'query'), query)
    const issuer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'usage']
    openssl('x509', '-req', '-in', 'tsa.csr', ...issuer, '-out', 'tsa.pem', '-days', String(days))
    const signer = ['-signer', 'tsa.pem', '-inkey', 'tsa.key']
    openssl(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-section',
      'here',
      '-queryfile',
      'query',
      ...signer,
      '-out',
      'reply',
    )
    return readFileSync(join(home, 'reply'))
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { 'content-type': type, 'user-agent': agent } = request.headers
    seen.push(`${request.method ?? ''} ${type ?? ''} ${agent ?? ''}`)
    const query = await buffer(request)
    if (other !== null) other(query, response)
    else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply(query))
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    ca: join(home, 'ca.pem'),
    ...{ seen, policy, reply },
    misbehave(answerer) {
      other = answerer
    },
  }
}
