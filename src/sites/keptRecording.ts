import { hash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { Expected } from '../model/expected.ts'
import { RecordingIndex, type Recording } from '../model/recording.ts'
import { refusalWords, systemCode } from '../systemRefusal.ts'

/** A recording as it lies on disk, with what it must give. */
export interface KeptRecording {
  readonly recording: Recording
  readonly expected: Expected
}

/** `<root>/<province>/<site>`, as the site file lies below `crawlers/`. */
export function recordingFolder(root: string, site: string): string {
  const [province = '', ...rest] = site.split('-')
  return join(root, province, rest.join('-'))
}

/**
 * Reads the recording of a site; null where there is none.
 * @throws NianbaoError `bad-recording` naming the file and what is wrong with it
 */
export async function readRecording(root: string, site: string): Promise<KeptRecording | null> {
  const folder = recordingFolder(root, site)
  const index = await readJson(join(folder, 'recording.json'), RecordingIndex)
  if (index === null) return null
  const expected = await readJson(join(folder, 'expected.json'), Expected)
  if (expected === null) throw bad(join(folder, 'expected.json'), 'there is no such file')
  if (index.site !== site)
    throw bad(join(folder, 'recording.json'), `site: is ${index.site}, must be ${site}`)
  const answers = index.exchanges.flatMap(({ answer }) => ('body' in answer ? [answer] : []))
  const bodies = await Promise.all(
    answers.map(async ({ body, sha256 }) => [body, await readBody(join(folder, body), sha256)] as const),
  )
  return { recording: { index, bodies: new Map(bodies) }, expected }
}

/** Puts a recording in the place of the one before, whole or not at all. */
export async function writeRecording(root: string, { recording, expected }: KeptRecording): Promise<void> {
  const folder = recordingFolder(root, recording.index.site)
  const [fresh, old] = [`${folder}.new`, `${folder}.old`]
  for (const left of [fresh, old]) await rm(left, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true })
  for (const [name, bytes] of recording.bodies) await writeFile(join(fresh, name), bytes)
  await writeFile(join(fresh, 'recording.json'), `${JSON.stringify(recording.index, null, 2)}\n`)
  await writeFile(join(fresh, 'expected.json'), expectedText(expected))
  await mkdir(dirname(folder), { recursive: true })
  await rename(folder, old).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error
  })
  await rename(fresh, folder)
  await rm(old, { recursive: true, force: true })
}

/** JSON with one line for each row of a list, so that a difference shows as the row that it is. */
function expectedText(expected: Expected): string {
  const members = Object.entries(expected).map(([name, value]) => {
    const rows = Array.isArray(value) ? value.map((row) => `    ${JSON.stringify(row)}`) : null
    const text =
      rows === null ? JSON.stringify(value) : rows.length === 0 ? '[]' : `[\n${rows.join(',\n')}\n  ]`
    return `  ${JSON.stringify(name)}: ${text}`
  })
  return `{\n${members.join(',\n')}\n}\n`
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return null
    const what =
      cause instanceof SyntaxError
        ? `is not JSON: ${cause.message}`
        : `cannot be read: ${refusalWords(cause)}`
    throw bad(file, what, cause)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw bad(
    file,
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit its schema'}`,
    parsed.error,
  )
}

async function readBody(file: string, sha256: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw bad(file, `cannot be read: ${refusalWords(cause)}`, cause)
  })
  if (hash('sha256', bytes) === sha256) return bytes
  throw bad(file, 'is not what was recorded (SHA-256); a tool that changes line ends, perhaps')
}

function bad(file: string, what: string, cause?: unknown): NianbaoError {
  return new NianbaoError('bad-recording', `${file}: ${what}`, { cause })
}
