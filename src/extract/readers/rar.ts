import { NianbaoError } from '../../errors.ts'
import { openRarEngine } from '../engines/rarEngine.ts'
import type { RarEngineFault } from '../engines/rarFiles.ts'
import { isLitter, packedFile, type PackedFile } from './packedFile.ts'
import { refuseTooMuch } from './packedLimits.ts'
import type { RarHeader } from './rarHeader.ts'
import { readRarHeaders } from './rarHeaders.ts'
import { rarName } from './rarName.ts'

/**
 * One engine for this thread, started with its first RAR archive: it is a way to compute, like the compiled code of a function, and
 * changes no result (docs/decisions/0047-rar.md).
 */
const unpack = openRarEngine()

/**
 * The files in a RAR archive (both formats, before 5.0 and since), in its own order. Folders, links and empty files are left out. Throws `unreadable-file`
 * (encrypted, damaged, cut off, one of several volumes) and `too-large` (the limits of `refuseTooMuch`, seen before anything is
 * unpacked; a dictionary over 256 MB; more than 30 seconds).
 */
export function unpackRar(bytes: Uint8Array): readonly PackedFile[] {
  const headers = readRarHeaders(bytes)
  const wanted = headers.filter(isWanted)
  if (wanted.some((header) => header.isEncrypted)) throw refused('encrypted', 'it is encrypted')
  refuseTooMuch(wanted.map(({ size }) => size))
  if (wanted.length === 0) return []
  const most = wanted.reduce((sum, { size }) => sum + size, 0)
  const found = unpack({ bytes, wanted: headers.map(isWanted), most })
  if (found.kind === 'fault') throw refused(found.fault, found.what)
  const files = found.files.map(({ name, bytes: content }) => packedFile(rarName(name), content))
  refuseOtherSizes(files, wanted)
  return files.filter(({ path }) => !isLitter(path))
}

/** UnRAR takes a stored file that ends too early for a whole one where its checksum fits (seen with 6.1.7). */
function refuseOtherSizes(files: readonly PackedFile[], headers: readonly RarHeader[]): void {
  files.forEach(({ path, bytes }, index) => {
    const size = headers[index]?.size
    if (bytes.length !== size)
      throw refused(
        'damaged',
        `${path} has ${bytes.length} bytes, its header says ${size ?? 'nothing of it'}`,
      )
  })
  const paths = files.map(({ path }) => path)
  const twice = paths.find((path, index) => paths.indexOf(path) < index)
  if (twice !== undefined) throw refused('damaged', `it holds ${twice} twice`)
}

const isWanted = ({ kind, size }: RarHeader): boolean => kind === 'file' && size > 0

const codes = {
  encrypted: 'unreadable-file',
  damaged: 'unreadable-file',
  'too large': 'too-large',
} as const satisfies Record<RarEngineFault, string>

const advice = {
  encrypted: 'ask for it without a password',
  damaged: 'get the file again',
  'too large': 'unpack it and import its reports one by one',
} as const satisfies Record<RarEngineFault, string>

const refused = (fault: RarEngineFault, what: string): NianbaoError =>
  new NianbaoError(codes[fault], `${what}; ${advice[fault]}`)
