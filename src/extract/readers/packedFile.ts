import { posix } from 'node:path'

/** A file inside an archive (压缩包). */
export interface PackedFile {
  /** As the archive names it, with `/` between folders. A name in evidence, never a place on a disk. */
  readonly path: string
  readonly name: string
  readonly bytes: Uint8Array
}

export function packedFile(printed: string, bytes: Uint8Array): PackedFile {
  const path = printed.replaceAll('\\', '/')
  return { path, name: posix.basename(path), bytes }
}

/** What systems and programs leave in archives: resource forks, folder views, locks of open documents. */
export const isLitter = (path: string): boolean =>
  /(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/)|~\$|Thumbs\.db$|desktop\.ini$)/iu.test(path)
