import type { SiteReader } from '../archive/siteReader.ts'
import type { Wanted } from './capturePage.ts'
import { isRecheckDue, isUnconditional } from './isRecheckDue.ts'
import type { SiteWorks } from './works.ts'

/** Pages and files captured before that are to be looked at again now; with `all`, every one of them. */
export async function dueRechecks(
  works: Pick<SiteWorks, 'clock' | 'config'> & { readonly shelf: SiteReader },
  all: boolean,
): Promise<readonly Wanted[]> {
  const { shelf, clock, config } = works
  const rules = config.fetch.recheck
  const now = clock()
  const due: Wanted[] = []
  for (const [key, look] of shelf.lastLooks()) {
    if (look.role !== 'page' && look.role !== 'attachment') continue
    if (!all && !isRecheckDue({ time: look.time, published: look.time }, now, rules)) continue
    const last = await shelf.lastCapture({ url: key })
    if (!last) continue
    const { role, source, parent, division, title, date, column, name, given } = last.capture
    if (!all && !isRecheckDue({ time: look.time, published: date }, now, rules)) continue
    const before = parent === null ? null : await shelf.capture(parent)
    const page = role === 'attachment' ? before : null
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
