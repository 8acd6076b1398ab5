import type { SiteReader } from '../archive/siteReader.ts'
import type { Wanted } from './capturePage.ts'
import { isRecheckDue, isUnconditional } from './isRecheckDue.ts'
import type { SiteWorks } from './works.ts'

/** Pages and files captured before that are to be looked at again now: by the rota, or with their page where that is urgent; with `all`, every one. */
export async function dueRechecks(
  works: Pick<SiteWorks, 'clock' | 'config'> & { readonly shelf: SiteReader },
  all: boolean,
  isUrgent: ((page: string) => boolean) | null = null,
): Promise<readonly Wanted[]> {
  const { shelf, clock, config } = works
  const rules = config.fetch.recheck
  const now = clock()
  const due: Wanted[] = []
  for (const [key, look] of shelf.lastLooks()) {
    if (look.role !== 'page' && look.role !== 'attachment') continue
    // Of a file only the ledger says of which page it is.
    const maybeUrgent = isUrgent !== null && (look.role === 'attachment' || isUrgent(key))
    if (!all && !maybeUrgent && !isRecheckDue({ time: look.time, published: look.time }, now, rules)) continue
    const last = await shelf.lastCapture({ url: key })
    if (!last) continue
    const { role, source, parent, division, title, date, column, name, given } = last.capture
    const before = parent === null ? null : await shelf.capture(parent)
    const page = role === 'attachment' ? before : null
    const anyhow = all || isUrgent?.(page?.url ?? key) === true
    if (!anyhow && !isRecheckDue({ time: look.time, published: date }, now, rules)) continue
    due.push({
      request: { url: key, ...(page && { referer: page.final_url }) },
      expect: role === 'attachment' ? 'attachment' : 'page',
      bundle: page?.url ?? key,
      facts: { role, source, parent, division, title, date, column, name, given },
      ...(!isUnconditional(look.rechecks, rules) && { validators: last.validators }),
    })
  }
  return due
}
