import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'

/**
 * Refuses to write below an archive, where only `archive/` writes (DESIGN §1): `verify` would take what is not of it for damage.
 * Links are followed; `out` need not be there yet.
 * @throws NianbaoError `usage`
 */
export async function outsideArchive(archive: string, out: string): Promise<void> {
  const inside = relative(await realpath(archive), await whereItWillBe(resolve(out)))
  if (inside === '..' || inside.startsWith(`..${sep}`)) return
  throw new NianbaoError('usage', `${out}: lies in the archive ${archive}; choose a folder outside it`)
}

async function whereItWillBe(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    return join(await whereItWillBe(dirname(path)), basename(path))
  }
}
