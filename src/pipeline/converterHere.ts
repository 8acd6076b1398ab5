import type { Converter } from '../extract/engines/officeEngine.ts'
import type { Tell } from '../model/progress.ts'

/** The converter of this machine; null where there is none, which is said once: who asked for conversions must hear that there will be none. */
export async function converterHere(tell: Tell): Promise<Converter | null> {
  // It reads what it converts with every reader there is: loaded where somebody asks for it.
  const { openConverter } = await import('../extract/engines/officeEngine.ts')
  const found = await openConverter(process.env)
  if (!('missing' in found)) return found
  tell({ kind: 'warned', code: 'no-converter', message: `nothing is converted: ${found.missing}` })
  return null
}
