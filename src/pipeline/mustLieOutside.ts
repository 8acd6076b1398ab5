import { realpath } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { systemCode, systemRefusal } from '../systemRefusal.ts'

/** `usage` where a folder to be written lies in the archive: nothing but the archive itself writes there (DESIGN §1). */
export async function mustLieOutside(archive: string, out: string): Promise<void> {
  const inside = relative(await placeOf(archive), await placeOf(out))
  if (inside === '..' || inside.startsWith(`..${sep}`)) return
  throw new NianbaoError('usage', `--out ${out}: this is in the archive; name a folder outside ${archive}`)
}

/** Where a path leads, whatever links are on the way and whether or not it is there yet. */
async function placeOf(path: string): Promise<string> {
  const whole = resolve(path)
  for (let known = whole; ; known = dirname(known)) {
    try {
      return join(await realpath(known), relative(known, whole))
    } catch (error) {
      const isAbsent = systemCode(error) === 'ENOENT' && known !== dirname(known)
      if (!isAbsent) throw systemRefusal(error, path) ?? error
    }
  }
}
