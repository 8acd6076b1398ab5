import type { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'

/** Sector numbers from here on are marks: end of chain, free, of the allocation table itself ([MS-CFB] 2.1). */
const firstMark = 0xfffffffa
const endOfChain = 0xfffffffe

/**
 * Joins the sectors of a chain. `next` gives the number that follows a sector and says where there is none, `stretch` the bytes of
 * sectors that lie next to each other, the first and the last, as nearly all do: one that lies in one piece is not copied.
 * Throws `unreadable-file` for a chain that returns to itself, which would be longer than `most` sectors.
 */
export function joinChain(
  first: number,
  most: number,
  next: (sector: number) => number,
  stretch: (first: number, last: number) => Buffer,
): Buffer {
  const parts: Buffer[] = []
  let from = first
  let count = 0
  for (let at = first; at < firstMark;) {
    if (count >= most) throw damagedFile('a chain of sectors runs in a circle')
    count += 1
    const following = next(at)
    if (following !== at + 1) {
      parts.push(stretch(from, at))
      from = following
    }
    at = following
  }
  const [only = Buffer.alloc(0)] = parts
  return parts.length <= 1 ? only : Buffer.concat(parts)
}

/** The big sectors of a compound file and the table that chains them (FAT, [MS-CFB] 2.3). */
export class Sectors {
  readonly size: number
  readonly #file: ByteView
  readonly #table: Buffer
  /** A file cannot hold more sectors than this. */
  readonly most: number

  constructor(file: ByteView, size: number) {
    this.#file = file
    this.size = size
    this.most = Math.ceil(file.length / size)
    this.#table = this.#readTable()
  }

  chain(first: number): Buffer {
    return joinChain(first, this.most, this.#next, this.#stretch)
  }

  /** The last sector of a file is often not written to its end. */
  readonly #stretch = (first: number, last: number): Buffer =>
    this.#file.bytes.subarray((first + 1) * this.size, (last + 2) * this.size)

  readonly #sector = (number: number): Buffer => {
    this.#check(number)
    return this.#stretch(number, number)
  }

  #check(sector: number): void {
    if ((sector + 1) * this.size >= this.#file.length) throw damagedFile('it is cut off, sectors are missing')
  }

  readonly #next = (sector: number): number => {
    this.#check(sector)
    if (sector * 4 + 4 > this.#table.length) throw damagedFile('a sector is not in the allocation table')
    return this.#table.readUInt32LE(sector * 4)
  }

  /** The sectors of the table itself: 109 are named in the header, further ones in a chain of their own ([MS-CFB] 2.5). */
  #readTable(): Buffer {
    const numbers = Array.from({ length: 109 }, (_, index) => this.#file.u32(76 + index * 4))
    let further = this.#file.u32(68)
    for (let seen = 0; further < firstMark; seen += 1) {
      if (seen > this.most) throw damagedFile('a chain of sectors runs in a circle')
      const sector = this.#sector(further)
      for (let at = 0; at + 4 < sector.length; at += 4) numbers.push(sector.readUInt32LE(at))
      further = sector.length < this.size ? endOfChain : sector.readUInt32LE(this.size - 4)
    }
    const used = numbers.filter((number) => number < firstMark)
    if (used.length > this.most) throw damagedFile('its allocation table is larger than the file')
    return Buffer.concat(used.map(this.#sector))
  }
}
