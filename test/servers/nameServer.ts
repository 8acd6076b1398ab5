import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { onTestFinished } from 'vitest'

/** A DNS server on loopback, and a lookup that asks it and nobody else. */
export interface NameServer {
  readonly lookup: LookupFunction
  /** Names asked for so far, in order. */
  readonly asked: readonly string[]
  /** The address that the name has at this moment: a question of its own, as a careless check would ask it. */
  resolve(name: string): Promise<readonly string[]>
}

/**
 * Answers A questions (RFC 1035 §4) out of `names`: each question takes the next list of addresses, the last one for good,
 * with no time to live. Other names do not exist.
 */
export async function nameServer(
  names: Readonly<Record<string, readonly (readonly string[])[]>>,
): Promise<NameServer> {
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    const name = nameIn(question)
    asked.push(name)
    const nth = asked.filter((one) => one === name).length
    const turns = names[name] ?? []
    socket.send(answer(question, turns[Math.min(nth, turns.length) - 1] ?? null), from.port, from.address)
  })
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  onTestFinished(() => void socket.close())
  const resolver = new Resolver({ timeout: 1000, tries: 1 })
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  return {
    asked,
    resolve: (name) =>
      new Promise((done, fail) => {
        resolver.resolve4(name, (error, addresses) => {
          if (error) fail(error)
          else done(addresses)
        })
      }),
    lookup: (name, _options, callback) => {
      resolver.resolve4(name, (error, addresses) => {
        if (error) callback(error, '')
        else
          callback(
            null,
            addresses.map((address) => ({ address, family: 4 })),
          )
      })
    },
  }
}

/** Labels behind the header of 12 bytes, each with its length before it. */
function nameIn(question: Buffer): string {
  const labels: string[] = []
  for (let at = 12; (question[at] ?? 0) > 0; at += 1 + (question[at] ?? 0)) {
    labels.push(question.toString('latin1', at + 1, at + 1 + (question[at] ?? 0)))
  }
  return labels.join('.').toLowerCase()
}

function answer(question: Buffer, addresses: readonly string[] | null): Buffer {
  const end = question.indexOf(0, 12) + 5
  const head = Buffer.from(question.subarray(0, end))
  head.writeUInt16BE(addresses === null ? 0x8183 : 0x8180, 2)
  head.writeUInt16BE(addresses?.length ?? 0, 6)
  head.writeUInt32BE(0, 8)
  const records = (addresses ?? []).map((address) =>
    Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
  )
  return Buffer.concat([head, ...records])
}
