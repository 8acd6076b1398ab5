import { PassThrough } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Fixity } from './stagedFile.ts'
import type { Staging } from './staging.ts'

/** Every entry bears the same moment, at noon of the first day that zip knows: time zones must not show. */
const noMoment = new Date(1980, 0, 1, 12)
const entry = { compress: false, mtime: noMoment, mode: 0o100644, forceDosTimestamp: true }

/**
 * Zips files below `folder` of the staging folder as `name`, stored and not compressed, so that readers can reach into
 * them (WACZ 1.1.1, "Zip Compression"); ZIP64 where sizes need it.
 */
export async function waczZip(
  staging: Staging,
  name: string,
  folder: string,
  files: readonly string[],
): Promise<Fixity> {
  const zip = new ZipFile()
  const file = await staging.file(name)
  for (const path of files) zip.addFile(staging.path(`${folder}/${path}`), path, entry)
  zip.end()
  const output = new PassThrough()
  zip.outputStream.pipe(output)
  // A file that cannot be read is told on the zip, not on its stream.
  zip.once('error', (error: Error) => output.destroy(error))
  for await (const chunk of output as AsyncIterable<Buffer>) await file.write(chunk)
  return staging.finish(file)
}
