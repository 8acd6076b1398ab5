import { NianbaoError } from '../../errors.ts'

/** One line of the central directory, checked against the local header that it points to. */
export interface DirectoryEntry {
  readonly name: string
  readonly method: 'stored' | 'deflated'
  readonly crc: number
  readonly compressedSize: number
  readonly size: number
  /** Where the compressed bytes begin in the file. */
  readonly dataStart: number
}

/** What the central directory alone says of an entry (APPNOTE 6.3.10 §4.3.12). */
interface Declared extends Omit<DirectoryEntry, 'dataStart'> {
  readonly rawName: Buffer
  readonly flags: number
  readonly headerStart: number
}

const endSignature = 0x06054b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50
const endLength = 22
const centralLength = 46
const localLength = 30
const zip64Marker = 0xffffffff

const flagEncrypted = 0x1
const flagDataDescriptor = 0x8
const flagUtf8 = 0x800

/**
 * The central directory of a zip: every entry, its sizes and where its bytes are, in the order of the file.
 * Refuses with `unreadable-file`: no directory (cut off), several disks, zip64, encryption, methods other than
 * stored and deflated, entries that overlap, and a local header that contradicts the directory.
 */
export function readZipDirectory(file: Buffer): readonly DirectoryEntry[] {
  if (file.length === 0) throw new NianbaoError('empty-file', 'the file has no content; get it again')
  const end = findEnd(file)
  const count = file.readUInt16LE(end + 10)
  const directorySize = file.readUInt32LE(end + 12)
  const directoryStart = file.readUInt32LE(end + 16)
  if (file.readUInt16LE(end + 4) !== 0 || file.readUInt16LE(end + 8) !== count) {
    throw refused('the zip spans several disks')
  }
  if (count === 0xffff || directorySize === zip64Marker || directoryStart === zip64Marker) {
    throw refused('the zip is of the kind zip64, which no document needs')
  }
  const declared = readDeclared(file.subarray(directoryStart, directoryStart + directorySize), count)
  return locate(file, declared, directoryStart)
}

/** The end record stands within the last 64 KB, behind it only its comment. */
function findEnd(file: Buffer): number {
  const lowest = Math.max(0, file.length - endLength - 0xffff)
  for (let at = file.length - endLength; at >= lowest; at--) {
    if (
      file.readUInt32LE(at) === endSignature &&
      at + endLength + file.readUInt16LE(at + 20) <= file.length
    ) {
      return at
    }
  }
  throw refused('this is no zip, or its end is cut off')
}

function readDeclared(directory: Buffer, count: number): readonly Declared[] {
  const entries: Declared[] = []
  let at = 0
  for (let n = 0; n < count; n++) {
    if (at + centralLength > directory.length || directory.readUInt32LE(at) !== centralSignature) {
      throw refused("the zip's directory is damaged")
    }
    const nameEnd = at + centralLength + directory.readUInt16LE(at + 28)
    const next = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    if (next > directory.length) throw refused("the zip's directory is damaged")
    entries.push(readDeclaredEntry(directory, at, nameEnd))
    at = next
  }
  return entries
}

function readDeclaredEntry(directory: Buffer, at: number, nameEnd: number): Declared {
  const flags = directory.readUInt16LE(at + 8)
  const rawName = directory.subarray(at + centralLength, nameEnd)
  const name = rawName.toString((flags & flagUtf8) === 0 ? 'latin1' : 'utf8')
  const compressedSize = directory.readUInt32LE(at + 20)
  const size = directory.readUInt32LE(at + 24)
  const headerStart = directory.readUInt32LE(at + 42)
  if ((flags & flagEncrypted) !== 0) throw refused(`${name} is encrypted`)
  if (compressedSize === zip64Marker || size === zip64Marker || headerStart === zip64Marker) {
    throw refused(`${name} is of the kind zip64, which no document needs`)
  }
  const method = methodOf(directory.readUInt16LE(at + 10), name)
  return {
    name,
    rawName,
    flags,
    method,
    crc: directory.readUInt32LE(at + 16),
    compressedSize,
    size,
    headerStart,
  }
}

function methodOf(code: number, name: string): 'stored' | 'deflated' {
  if (code === 0) return 'stored'
  if (code === 8) return 'deflated'
  throw refused(`${name} is compressed by method ${code}, which no document uses`)
}

/** Finds the bytes of each entry; in the order of the file, so that an overlap shows between neighbours. */
function locate(file: Buffer, declared: readonly Declared[], directoryStart: number): DirectoryEntry[] {
  const inOrder = declared.toSorted((a, b) => a.headerStart - b.headerStart)
  return inOrder.map((entry, n) => {
    const dataStart = checkLocalHeader(file, entry)
    const limit = inOrder[n + 1]?.headerStart ?? directoryStart
    if (dataStart + entry.compressedSize > limit) {
      throw refused(`${entry.name} overlaps what follows it in the zip`)
    }
    const { name, method, crc, compressedSize, size } = entry
    return { name, method, crc, compressedSize, size, dataStart }
  })
}

/** Where the bytes behind the local header begin. A header that tells another story is how two readers see two files. */
function checkLocalHeader(file: Buffer, entry: Declared): number {
  const at = entry.headerStart
  if (at + localLength > file.length || file.readUInt32LE(at) !== localSignature) {
    throw refused(`the zip's directory points to no header for ${entry.name}`)
  }
  const nameEnd = at + localLength + file.readUInt16LE(at + 26)
  const same =
    file.subarray(at + localLength, nameEnd).equals(entry.rawName) &&
    methodOf(file.readUInt16LE(at + 8), entry.name) === entry.method &&
    // With a data descriptor the sizes follow the bytes, and the header holds zeros.
    ((entry.flags & flagDataDescriptor) !== 0 ||
      (file.readUInt32LE(at + 18) === entry.compressedSize && file.readUInt32LE(at + 22) === entry.size))
  if (!same) throw refused(`the header of ${entry.name} contradicts the zip's directory`)
  return nameEnd + file.readUInt16LE(at + 28)
}

function refused(message: string): NianbaoError {
  return new NianbaoError('unreadable-file', `${message}; get the file again, or open and save it in Word`)
}
