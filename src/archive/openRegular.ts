import { constants as buffers } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

/** Opening a pipe would else wait until somebody writes into it. */
const flags = constants.O_RDONLY | constants.O_NONBLOCK

/** What is read whole must fit into one text (512 MiB); nothing that this program writes and reads whole comes near it. */
const mostBytes = buffers.MAX_STRING_LENGTH

/**
 * Opens a file for reading that is one. What else may lie in its place fails at once as the system would say it: a folder
 * (`EISDIR`), a pipe, device or socket (`ENXIO`); a pipe would be waited for, and a device need not end.
 */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, flags)
  try {
    testRegular(path, await file.stat())
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/** The same at once; gives the descriptor. */
export function openRegularNow(path: string): number {
  const file = openSync(path, flags)
  try {
    testRegular(path, fstatSync(file))
    return file
  } catch (error) {
    closeSync(file)
    throw error
  }
}

/** Throws `EOVERFLOW` for a file that is too large to be read whole. */
export function testReadable(path: string, { size }: Pick<Stats, 'size'>): void {
  if (size > mostBytes) throw refused('EOVERFLOW', path)
}

function testRegular(path: string, found: Stats): void {
  if (found.isDirectory()) throw refused('EISDIR', path)
  if (!found.isFile()) throw refused('ENXIO', path)
}

/** An error like those of the system: decided by the same codes, told in the same words (`systemRefusal.ts`). */
const refused = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: open '${path}'`), { code, syscall: 'open', path })
