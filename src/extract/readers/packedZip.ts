import { decode } from '../../model/decodeText.ts'
import { isLitter, packedFile, type PackedFile } from './packedFile.ts'
import { refuseTooMuch } from './packedLimits.ts'
import { readZip } from './zip.ts'

/**
 * The files in a zip, in the order of its directory. Throws `unreadable-file` (encrypted, damaged, zip64, a method other than stored
 * and deflated) and `too-large` (the limits of `refuseTooMuch`, seen before anything is inflated, and of `readZip`).
 */
export function unpackZip(bytes: Uint8Array): readonly PackedFile[] {
  const zip = readZip(bytes)
  const files = zip.entries
    .map((entry) => ({ ...entry, path: nameOf(entry.name) }))
    .filter(({ path, size }) => size > 0 && !/[/\\]$/u.test(path) && !isLitter(path.replaceAll('\\', '/')))
  refuseTooMuch(files.map(({ size }) => size))
  return files.flatMap(({ name, path }) => {
    const content = zip.read(name)
    return content === null ? [] : [packedFile(path, content)]
  })
}

/** A name that does not say that it is UTF-8 was read as Latin-1: in China its bytes are GBK, or UTF-8 all the same. */
function nameOf(name: string): string {
  const isBytes = /^[\0-\xff]*$/u.test(name) && /[\x80-\xff]/u.test(name)
  return isBytes ? decode(Buffer.from(name, 'latin1')).text : name
}
