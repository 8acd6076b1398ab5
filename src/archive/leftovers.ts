import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { wasCutOff } from './unfinished.ts'

/**
 * What a run that was killed left in a site's folder and verify need not name, in words for people: opening the site for writing
 * clears it. Empty where there is nothing.
 */
export function leftovers(site: string): readonly string[] {
  const temp = join(site, '.tmp')
  const half = existsSync(temp) ? readdirSync(temp).length : 0
  const ledger = existsSync(join(site, 'captures.jsonl'))
  return [
    ...(half > 0 ? [`${half} half-written files of a run that was cut off`] : []),
    ...(wasCutOff(site) ? ['the mark of a run that was cut off'] : []),
    ...(ledger && !existsSync(join(site, 'index.json')) ? ['no index.json'] : []),
  ]
}
