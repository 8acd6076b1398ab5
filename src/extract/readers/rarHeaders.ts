import { NianbaoError } from '../../errors.ts'
import type { RarFault, RarHeader } from './rarHeader.ts'
import { readHeaders4 } from './rarHeaders4.ts'
import { readHeaders5 } from './rarHeaders5.ts'

const signatures = { 4: 'Rar!\x1a\x07\0', 5: 'Rar!\x1a\x07\x01\0' } as const

/** The format of a RAR archive: 4 stands for all before 5.0. Null for anything else, also a newer format that nobody knows yet. */
export function rarFormat(bytes: Uint8Array): 4 | 5 | null {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (start.startsWith(signatures[4])) return 4
  return start === signatures[5] ? 5 : null
}

/**
 * Walks the headers of a RAR archive to its end, in the order of the file. UnRAR takes the end of the bytes for the end of the archive
 * (seen with 6.1.7): one that was cut between two files gives it fewer files without a word. Throws `unreadable-file` for what
 * is none, is cut off, one of several volumes, or has encrypted headers.
 */
export function readRarHeaders(bytes: Uint8Array): readonly RarHeader[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = rarFormat(bytes) === 5 ? readHeaders5(file, 8) : readHeaders4(file, 7)
  if (found.kind === 'fault') throw new NianbaoError('unreadable-file', messages[found.fault])
  return found.headers
}

const messages = {
  encrypted: 'its list of files is encrypted; ask for it without a password',
  volume: 'it is one of several volumes; put them together, unpack them and import the reports one by one',
  damaged: 'one of its headers does not have its own checksum; get the file again',
  'cut off': 'it ends before what it says it holds; get the file again',
} as const satisfies Record<RarFault, string>
