import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { refusalWords } from '../systemRefusal.ts'

/**
 * Reads a JSON file of `config/` and checks it.
 * @throws NianbaoError `bad-config` with `file: path: what is wrong`
 */
export async function readConfigFile<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const result = schema.safeParse(await parseJson(file))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const path = issue?.path.join('.') ?? ''
  throw new NianbaoError('bad-config', `${file}: ${path}: ${issue?.message ?? 'does not fit its schema'}`, {
    cause: result.error,
  })
}

async function parseJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    const what =
      cause instanceof SyntaxError
        ? `is not JSON: ${cause.message}`
        : `cannot be read: ${refusalWords(cause)}`
    throw new NianbaoError('bad-config', `${file}: ${what}`, { cause })
  }
}
