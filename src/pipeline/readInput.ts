import { readFile } from 'node:fs/promises'
import { NianbaoError } from '../errors.ts'
import { refusalWords, systemCode } from '../systemRefusal.ts'

/** The bytes of a file that a person named; `no-such-file`, or `unreadable-file` with what the system says and what to do. */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT')
      throw new NianbaoError('no-such-file', `${file}: there is no such file to read`, { cause })
    throw new NianbaoError('unreadable-file', `${file}: ${refusalWords(cause)}`, { cause })
  }
}
