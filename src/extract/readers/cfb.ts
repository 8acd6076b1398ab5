import { NianbaoError } from '../../errors.ts'
import { ByteView } from './byteView.ts'
import { joinChain, Sectors } from './cfbSectors.ts'
import { damagedFile } from './damagedFile.ts'

const entrySize = 128
/** Sectors of the mini stream, always ([MS-CFB] 2.2). */
const miniShift = 6
const miniSize = 1 << miniShift
const noEntry = 0xffffffff
/** Kinds of directory entries ([MS-CFB] 2.6.1). */
const streamEntry = 2
const rootEntry = 5

interface Entry {
  readonly name: string
  readonly kind: number
  readonly start: number
  readonly size: number
}

/**
 * A compound file (复合文档, [MS-CFB]): the container of Word, Excel and WPS before 2007, a small file system.
 * Only the streams beside its root are seen, not those of objects embedded in it. Damage is `unreadable-file`; whatever
 * the file says of itself, the work is bounded by its length.
 */
export class CompoundFile {
  readonly #sectors: Sectors
  readonly #miniLimit: number
  readonly #miniTable: number
  readonly #miniStream: Entry
  readonly #entries: ReadonlyMap<string, Entry>

  constructor(bytes: Uint8Array) {
    const file = ByteView.of(bytes, 'the compound file')
    const shift = file.u16(30)
    if (file.u32(0) !== 0xe011cfd0 || (shift !== 9 && shift !== 12) || file.u16(32) !== miniShift) {
      throw damagedFile('its compound file has no sound header')
    }
    this.#miniLimit = file.u32(56)
    this.#miniTable = file.u32(60)
    this.#sectors = new Sectors(file, 1 << shift)
    const directory = ByteView.of(this.#sectors.chain(file.u32(48)), 'the directory')
    const root = entryAt(directory, 0)
    if (root.kind !== rootEntry) throw damagedFile('its directory has no root')
    this.#miniStream = root
    this.#entries = entriesBesideRoot(directory)
  }

  /** Names of the streams, as they are written. */
  get names(): ReadonlySet<string> {
    return new Set(this.#entries.keys())
  }

  /** The bytes of a stream, or null when there is none of that name. */
  read(name: string): Buffer | null {
    const entry = this.#entries.get(name)
    if (entry === undefined) return null
    const whole =
      entry.size < this.#miniLimit ? this.#readSmall(entry.start) : this.#sectors.chain(entry.start)
    if (whole.length < entry.size) throw damagedFile(`it is cut off, ${name} is shorter than it says`)
    return whole.subarray(0, entry.size)
  }

  /** Streams below the limit lie in sectors of 64 bytes, all in one big stream ([MS-CFB] 2.4). */
  #readSmall(start: number): Buffer {
    const table = this.#sectors.chain(this.#miniTable)
    const all = this.#sectors.chain(this.#miniStream.start)
    const next = (sector: number): number => {
      if (sector * 4 + 4 > table.length) throw damagedFile('a sector is not in the allocation table')
      return table.readUInt32LE(sector * 4)
    }
    const stretch = (first: number, last: number): Buffer =>
      all.subarray(first * miniSize, (last + 1) * miniSize)
    return joinChain(start, Math.ceil(all.length / miniSize), next, stretch)
  }
}

/** Names of the streams beside the root of a compound file, or null when it is damaged. */
export function namesInCompoundFile(bytes: Uint8Array): ReadonlySet<string> | null {
  try {
    return new CompoundFile(bytes).names
  } catch (error) {
    if (error instanceof NianbaoError) return null
    throw error
  }
}

function entryAt(directory: ByteView, index: number): Entry {
  const at = index * entrySize
  const nameLength = Math.min(directory.u16(at + 64), 64)
  return {
    name: directory.utf16(at, Math.max(0, nameLength / 2 - 1) | 0),
    kind: directory.u8(at + 66),
    start: directory.u32(at + 116),
    // The upper half is not always written; no stream here is over 4 GB.
    size: directory.u32(at + 120),
  }
}

/** The streams in the tree below the root: each entry names two neighbours ([MS-CFB] 2.6.4). */
function entriesBesideRoot(directory: ByteView): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>()
  const seen = new Set<number>()
  const waiting = [directory.u32(76)]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (index === noEntry || seen.has(index)) continue
    seen.add(index)
    const entry = entryAt(directory, index)
    if (entry.kind === streamEntry) found.set(entry.name, entry)
    waiting.push(directory.u32(index * entrySize + 68), directory.u32(index * entrySize + 72))
  }
  return found
}
