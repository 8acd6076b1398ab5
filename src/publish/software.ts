import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const Package = z.object({ name: z.string(), version: z.string() })

/** Name and version of this program, as exports name it: `nianbao/0.1.0`. */
export async function software(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const { name, version } = Package.parse(JSON.parse(text))
  return `${name}/${version}`
}
