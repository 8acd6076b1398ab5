import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { refusalWords, systemCode } from '../systemRefusal.ts'

/** The bytes of a file that a person named; `no-such-file`, or `unreadable-file` with what the system says and what to do. */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT')
      throw new NianbaoError('no-such-file', `${file}: there is no such file to read`, { cause })
    const words =
      systemCode(cause) === 'EISDIR'
        ? `this is a folder; name the files in it, such as ${join(file, '*.docx')} (EISDIR)`
        : refusalWords(cause)
    throw new NianbaoError('unreadable-file', `${file}: ${words}`, { cause })
  }
}
