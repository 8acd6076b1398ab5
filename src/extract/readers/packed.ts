import { posix } from 'node:path'
import { NianbaoError } from '../../errors.ts'
import { decode } from '../../model/decodeText.ts'
import { readZip } from './zip.ts'
import { zipKind } from './zipKind.ts'

/** A file inside an archive (压缩包). */
export interface PackedFile {
  /** As the archive names it, with `/` between folders. A name in evidence, never a place on a disk. */
  readonly path: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** More than any unit packs into one attachment: beyond it somebody packed a whole archive of years or units. */
const mostFiles = 64
const mostBytes = 128 * 1024 * 1024

/** What systems and programs leave in archives: resource forks, folder views, locks of open documents. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/)|~\$|Thumbs\.db$|desktop\.ini$)/iu

/** Whether the file is a zip that is nothing else: no Office document, OFD or other format that is kept in a zip. */
export const isPacked = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && zipKind(bytes) === 'ZIP archive'

/**
 * The files in a zip archive, in the order of its directory, names in UTF-8 or GB18030. Folders and what systems leave behind are
 * left out; archives inside are given as they are and not opened. Throws `unreadable-file` (encrypted, damaged, zip64, a method
 * other than stored and deflated) and `too-large`: more than 64 files, 128 MB together, or one over the limits of `readZip`.
 */
export function unpack(bytes: Uint8Array): readonly PackedFile[] {
  const zip = readZip(bytes)
  const files = zip.entries
    .map((entry) => ({ ...entry, path: pathOf(entry.name) }))
    .filter(({ path, size }) => size > 0 && !path.endsWith('/') && !litter.test(path))
  const size = files.reduce((sum, file) => sum + file.size, 0)
  if (files.length > mostFiles || size > mostBytes) {
    const message = `the archive holds ${files.length} files of ${size} bytes; unpack it and import its reports one by one`
    throw new NianbaoError('too-large', message)
  }
  return files.flatMap(({ name, path }) => {
    const content = zip.read(name)
    return content === null ? [] : [{ path, name: posix.basename(path), bytes: content }]
  })
}

/** A name that does not say that it is UTF-8 was read as Latin-1: in China its bytes are GBK, or UTF-8 all the same. */
function pathOf(name: string): string {
  const isBytes = /^[\0-\xff]*$/u.test(name) && /[\x80-\xff]/u.test(name)
  const text = isBytes ? decode(Buffer.from(name, 'latin1')).text : name
  return text.replaceAll('\\', '/')
}
