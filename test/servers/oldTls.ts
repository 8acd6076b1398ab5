import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  hash,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What is wrong with the server. */
export interface OldTls {
  readonly key: string
  readonly cert: string
  /** Whether it knows RFC 5746 (renegotiation_info). */
  readonly renegotiationInfo: boolean
  /** Whether it answers with a point that is on no curve as long as it is offered more than P-256. */
  readonly badPoint: boolean
  readonly body: string
}

const handshakeType = 22
const secp256r1 = 0x0017

/**
 * A whole TLS 1.2 server (RFC 5246, RFC 5288, RFC 8422) with one cipher suite, ECDHE-ECDSA-AES128-GCM-SHA256, written out
 * because no server at hand still makes these mistakes. It answers every request with one page.
 */
export async function oldTlsServer(faults: OldTls): Promise<{ readonly port: number; requests(): number }> {
  let requests = 0
  const server = createServer((socket) => {
    speak(socket, faults, () => (requests += 1))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, requests: () => requests }
}

function speak(socket: Socket, faults: OldTls, asked: () => void): void {
  const ecdh = createECDH('prime256v1')
  const point = ecdh.generateKeys()
  const random = randomBytes(32)
  let transcript: Buffer = Buffer.alloc(0)
  let clientRandom: Buffer = Buffer.alloc(0)
  let keys: Keys | null = null
  let master: Buffer = Buffer.alloc(0)
  let sealed = false
  let pending: Buffer = Buffer.alloc(0)

  function hello(message: Buffer): void {
    transcript = message
    clientRandom = message.subarray(6, 38)
    const offered = groupsOf(message)
    const lies = faults.badPoint && offered.some((group) => group !== secp256r1)
    const shown = lies ? Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]) : point
    const params = Buffer.concat([Buffer.from([3, 0, secp256r1, shown.length]), shown])
    const signature = sign('sha256', Buffer.concat([clientRandom, random, params]), faults.key)
    const certificate = new X509Certificate(faults.cert).raw
    const flight = Buffer.concat([
      message12(
        2,
        Buffer.from([3, 3]),
        random,
        Buffer.from([0, 0xc0, 0x2b, 0]),
        faults.renegotiationInfo ? Buffer.from([0, 5, 0xff, 1, 0, 1, 0]) : Buffer.alloc(0),
      ),
      message12(11, sized(3, sized(3, certificate))),
      message12(12, params, Buffer.from([4, 3]), sized(2, signature)),
      message12(14),
    ])
    transcript = Buffer.concat([transcript, flight])
    socket.write(record(handshakeType, flight))
  }

  function keyExchange(message: Buffer): void {
    transcript = Buffer.concat([transcript, message])
    const secret = ecdh.computeSecret(message.subarray(5))
    master = prf(secret, 'master secret', Buffer.concat([clientRandom, random]), 48)
    keys = keysFrom(prf(master, 'key expansion', Buffer.concat([random, clientRandom]), 40))
  }

  function finish(message: Buffer, { server }: Keys): void {
    transcript = Buffer.concat([transcript, message])
    const verify = prf(master, 'server finished', Buffer.from(hash('sha256', transcript), 'hex'), 12)
    socket.write(
      Buffer.concat([record(20, Buffer.from([1])), server.seal(handshakeType, message12(20, verify))]),
    )
  }

  function answer({ server }: Keys): void {
    asked()
    const head = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${Buffer.byteLength(faults.body)}\r\n\r\n`
    socket.write(server.seal(23, Buffer.from(head + faults.body)))
  }

  function take(type: number, content: Buffer): void {
    if (type === 20) sealed = true
    else if (type === handshakeType && keys === null) {
      if (content[0] === 1) hello(content)
      else if (content[0] === 16) keyExchange(content)
    } else if (keys !== null && sealed) {
      const plain = keys.client.open(type, content)
      if (type === handshakeType) finish(plain, keys)
      else if (type === 23) answer(keys)
    }
  }

  socket.on('error', () => undefined)
  socket.on('data', (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes])
    for (let end = 0; pending.length >= 5; pending = pending.subarray(end)) {
      end = 5 + pending.readUInt16BE(3)
      if (pending.length < end) return
      take(pending.readUInt8(0), pending.subarray(5, end))
    }
  })
}

interface Direction {
  seal(type: number, plain: Buffer): Buffer
  open(type: number, sealed: Buffer): Buffer
}
interface Keys {
  readonly client: Direction
  readonly server: Direction
}

function keysFrom(block: Buffer): Keys {
  return {
    client: direction(block.subarray(0, 16), block.subarray(32, 36)),
    server: direction(block.subarray(16, 32), block.subarray(36, 40)),
  }
}

/** RFC 5288 §3: the nonce is the salt and eight bytes that are sent along. */
function direction(key: Buffer, salt: Buffer): Direction {
  let sequence = 0n
  function header(type: number, length: number): Buffer {
    const data = Buffer.alloc(13)
    data.writeBigUInt64BE(sequence)
    sequence += 1n
    data.set([type, 3, 3, length >> 8, length & 255], 8)
    return data
  }
  return {
    seal(type, plain) {
      const nonce = Buffer.alloc(8)
      nonce.writeBigUInt64BE(sequence)
      const cipher = createCipheriv('aes-128-gcm', key, Buffer.concat([salt, nonce]))
      cipher.setAAD(header(type, plain.length))
      const text = Buffer.concat([cipher.update(plain), cipher.final()])
      return record(type, Buffer.concat([nonce, text, cipher.getAuthTag()]))
    },
    open(type, sealed) {
      const nonce = Buffer.concat([salt, sealed.subarray(0, 8)])
      const decipher = createDecipheriv('aes-128-gcm', key, nonce)
      decipher.setAAD(header(type, sealed.length - 24))
      decipher.setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(8, -16)), decipher.final()])
    },
  }
}

/** RFC 5246 §5. */
function prf(secret: Buffer, label: string, seed: Buffer, length: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label), seed])
  let output: Buffer = Buffer.alloc(0)
  for (let round = labelled; output.length < length;) {
    round = hmac(secret, round)
    output = Buffer.concat([output, hmac(secret, Buffer.concat([round, labelled]))])
  }
  return output.subarray(0, length)
}

function hmac(secret: Buffer, data: Buffer): Buffer<ArrayBuffer> {
  return Buffer.from(createHmac('sha256', secret).update(data).digest())
}

function groupsOf(hello: Buffer): readonly number[] {
  let at = 38
  at += 1 + hello.readUInt8(at)
  at += 2 + hello.readUInt16BE(at)
  at += 1 + hello.readUInt8(at)
  for (at += 2; at < hello.length; at += 4 + hello.readUInt16BE(at + 2)) {
    if (hello.readUInt16BE(at) !== 10) continue
    const count = hello.readUInt16BE(at + 4) / 2
    return Array.from({ length: count }, (_, index) => hello.readUInt16BE(at + 6 + index * 2))
  }
  return []
}

const message12 = (type: number, ...parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from([type]), sized(3, Buffer.concat(parts))])

const record = (type: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([type, 3, 3]), sized(2, content)])

function sized(bytes: 2 | 3, content: Uint8Array): Buffer {
  const length = Buffer.alloc(bytes)
  length.writeUIntBE(content.length, 0, bytes)
  return Buffer.concat([length, content])
}
