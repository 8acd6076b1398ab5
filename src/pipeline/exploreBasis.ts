import { createHash, hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This program runs from its sources (DESIGN §6): what they say, and which libraries are pinned, is what it does. */
const program = ['..', '../../package-lock.json'].map((path) => fileURLToPath(new URL(path, import.meta.url)))

/**
 * A digest of this program and of a configuration. What was worked out on one basis is never taken for what another would give: a rule that was
 * mended works on everything that is kept, and nobody has to think of a version.
 */
export async function exploreBasis(config: string): Promise<string> {
  const sum = createHash('sha256')
  for (const folder of [...program, config])
    for (const [path, bytes] of await filesIn(folder)) sum.update(`${path} ${hash('sha256', bytes)}\n`)
  return sum.digest('hex')
}

async function filesIn(path: string): Promise<readonly (readonly [path: string, bytes: Buffer])[]> {
  if (path.endsWith('.json')) return [['', await readFile(path)]]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(path.length))
  return Promise.all(files.sort().map(async (name) => [name, await readFile(join(path, name))] as const))
}
