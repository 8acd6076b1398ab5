import type { PackedFile } from './packedFile.ts'
import { unpackZip } from './packedZip.ts'
import { unpackRar } from './rar.ts'
import { rarFormat } from './rarHeaders.ts'
import { zipKind } from './zipKind.ts'

/** An archive (压缩包) whose files are read, by the name that people know it by. */
export type Packed = keyof typeof unpackers

const unpackers = { 'ZIP archive': unpackZip, 'RAR archive': unpackRar } as const

/** Which archive a file is, by its bytes; null for all else, also for an Office document, OFD or other format that is kept in a zip. */
export function packedKind(bytes: Uint8Array): Packed | null {
  if (rarFormat(bytes) !== null) return 'RAR archive'
  return bytes[0] === 0x50 && bytes[1] === 0x4b && zipKind(bytes) === 'ZIP archive' ? 'ZIP archive' : null
}

/**
 * The files in an archive, in its own order, names in UTF-8 or GB18030. Folders and what systems leave behind are left out;
 * archives inside are given as they are and not opened (decision 0037). At most 64 files, 64 MB each, 128 MB together. Throws `unreadable-file` and `too-large` as `unpackZip` and `unpackRar` do.
 */
export const unpack = (bytes: Uint8Array, kind: Packed): readonly PackedFile[] => unpackers[kind](bytes)
