import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { refusalWords } from '../systemRefusal.ts'

/** Reads a JSON file of `config/divisions`. Throws `bad-config` with file and place. */
export function readDivisionJson<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const text = readDivisionText(file)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new NianbaoError('bad-config', `${file}: no JSON: ${String(cause)}`, { cause })
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const place = issue?.path.join('.') ?? ''
  throw new NianbaoError(
    'bad-config',
    `${file}: ${place === '' ? '' : `${place}: `}${issue?.message ?? 'wrong'}`,
    { cause: result.error },
  )
}

/** Reads a text file of `config/divisions`. Throws `bad-config`. */
export const readDivisionText = (file: string): string => readDivisionBytes(file).toString('utf8')

/** Reads a file of `config/divisions`. Throws `bad-config`. */
export function readDivisionBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new NianbaoError(
      'bad-config',
      `${file}: cannot be read: ${refusalWords(cause)}; or restore it from the repository`,
      { cause },
    )
  }
}

/** What is wrong in a line of a file of `config/divisions`. */
export const badDivisionLine = (file: string, line: number, what: string): NianbaoError =>
  new NianbaoError('bad-config', `${file}: ${line}: ${what}`)
