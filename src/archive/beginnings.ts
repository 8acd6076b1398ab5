import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { verifyRuns } from './verifyRuns.ts'

/**
 * Guards the beginning of ledgers: the function throws `archive-damaged` where a ledger is not there although a run was at its
 * site, for its loss would else pass for a beginning (0014). The records are read once, and only when some site is new.
 */
export function beginnings(archive: string): (id: string, ledger: string) => Promise<void> {
  let runs: ReturnType<typeof verifyRuns> | null = null
  return async (id, ledger) => {
    if (existsSync(ledger)) return
    const { sites, problems } = await (runs ??= verifyRuns(archive))
    const hidden = problems.find(({ code, severity }) => code === 'folder-unreadable' || severity === 'unchecked')
    if (hidden !== undefined) throw new NianbaoError('disk-failed', `${join(archive, hidden.file)}: ${hidden.message}`)
    if (!sites.has(id)) return
    const message = `${ledger}: it is gone, and the records of runs name it; restore it from a copy`
    throw new NianbaoError('archive-damaged', message)
  }
}
