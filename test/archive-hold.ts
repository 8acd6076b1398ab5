/** Opens the archive whose folder is given, says so or why not, and holds it until it is killed. */
import { writeSync } from 'node:fs'
import { NianbaoError } from '../src/errors.ts'
import { openTestArchive } from './archive-open.ts'

try {
  await openTestArchive(process.argv[2] ?? '')
  writeSync(1, 'open\n')
  setInterval(() => undefined, 1000)
} catch (error) {
  if (!(error instanceof NianbaoError)) throw error
  writeSync(1, `${error.code}: ${error.message}\n`)
}
