import { PassThrough } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Fixity } from './stagedFile.ts'
import type { Staging } from './staging.ts'

/** Every entry bears the same moment, at noon of the first day that zip knows: time zones must not show. */
const noMoment = new Date(1980, 0, 1, 12)
const entry = { mtime: noMoment, mode: 0o100644, forceDosTimestamp: true }

/** Which files below the staging folder to zip. */
export interface ZipOrder {
  readonly folder: string
  /** Their paths below `folder`, in the order of the zip. */
  readonly files: readonly string[]
  readonly compress: boolean
}

/** Zips staged files as `name`; ZIP64 where sizes need it. */
export async function stagedZip(
  staging: Staging,
  name: string,
  { folder, files, compress }: ZipOrder,
): Promise<Fixity> {
  const zip = new ZipFile()
  const file = await staging.file(name)
  for (const path of files) zip.addFile(staging.path(`${folder}/${path}`), path, { ...entry, compress })
  zip.end()
  const output = new PassThrough()
  zip.outputStream.pipe(output)
  // A file that cannot be read is told on the zip, not on its stream.
  zip.once('error', (error: Error) => output.destroy(error))
  for await (const chunk of output as AsyncIterable<Buffer>) await file.write(chunk)
  return staging.finish(file)
}
