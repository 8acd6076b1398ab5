/** A compound file ([MS-CFB]) with streams beside its root; small ones in the mini stream, as the format wants. */
export function writeCfb(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const names = Object.keys(streams)
  const small = names.filter((name) => (streams[name]?.length ?? 0) < miniLimit)
  const sectors = new SectorWriter()
  const mini = new MiniWriter()
  const miniStarts = new Map(small.map((name) => [name, mini.add(streams[name] ?? Buffer.alloc(0))]))
  const starts = new Map(
    names.map((name) => [name, miniStarts.get(name) ?? sectors.add(streams[name] ?? Buffer.alloc(0))]),
  )
  const miniStream = sectors.add(mini.bytes())
  const miniTable = sectors.add(mini.table())
  const entries = [
    entry('Root Entry', 5, names.length === 0 ? none : 1, none, miniStream, mini.bytes().length),
    // A tree that leans to the right is allowed.
    ...names.map((name, index) =>
      entry(
        name,
        2,
        none,
        index + 2 <= names.length ? index + 2 : none,
        starts.get(name) ?? none,
        streams[name]?.length ?? 0,
      ),
    ),
  ]
  const directory = sectors.add(Buffer.concat(entries))
  return sectors.finish(directory, miniTable)
}

const miniLimit = 4096
const none = 0xffffffff
const chainEnd = 0xfffffffe

function entry(
  name: string,
  kind: number,
  child: number,
  right: number,
  start: number,
  size: number,
): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.write(name, 'utf16le')
  bytes.writeUInt16LE((name.length + 1) * 2, 64)
  bytes.writeUInt8(kind, 66)
  bytes.writeUInt8(1, 67)
  bytes.writeUInt32LE(none, 68)
  bytes.writeUInt32LE(right, 72)
  bytes.writeUInt32LE(child, 76)
  bytes.writeUInt32LE(start, 116)
  bytes.writeUInt32LE(size, 120)
  return bytes
}

const padded = (bytes: Uint8Array, size: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((size - (bytes.length % size)) % size)])

const numbers = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}

/** Chains of `count` sectors that follow each other from `start` on. */
const chain = (start: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => (index === count - 1 ? chainEnd : start + index + 1))

class SectorWriter {
  readonly #parts: Buffer[] = []
  readonly #table: number[] = []

  add(bytes: Uint8Array): number {
    if (bytes.length === 0) return chainEnd
    const part = padded(bytes, 512)
    const start = this.#table.length
    this.#table.push(...chain(start, part.length / 512))
    this.#parts.push(part)
    return start
  }

  finish(directory: number, miniTable: number): Buffer {
    const used = this.#table.length
    let tableSectors = 1
    while (tableSectors * 128 < used + tableSectors) tableSectors += 1
    const own = Array.from({ length: tableSectors }, (_, index) => used + index)
    const table = padded(numbers([...this.#table, ...own.map(() => 0xfffffffd)]), 512)
    const header = Buffer.alloc(512, 0xff)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
    header.fill(0, 8, 76)
    header.writeUInt16LE(0x3e, 24)
    header.writeUInt16LE(3, 26)
    header.writeUInt16LE(0xfffe, 28)
    header.writeUInt16LE(9, 30)
    header.writeUInt16LE(6, 32)
    header.writeUInt32LE(tableSectors, 44)
    header.writeUInt32LE(directory, 48)
    header.writeUInt32LE(miniLimit, 56)
    header.writeUInt32LE(miniTable, 60)
    header.writeUInt32LE(chainEnd, 68)
    numbers(own).copy(header, 76)
    return Buffer.concat([header, ...this.#parts, table])
  }
}

class MiniWriter {
  readonly #parts: Buffer[] = []
  readonly #table: number[] = []

  add(bytes: Uint8Array): number {
    if (bytes.length === 0) return chainEnd
    const part = padded(bytes, 64)
    const start = this.#table.length
    this.#table.push(...chain(start, part.length / 64))
    this.#parts.push(part)
    return start
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts)
  }

  table(): Buffer {
    return numbers(this.#table)
  }
}
