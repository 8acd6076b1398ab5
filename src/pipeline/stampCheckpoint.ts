import { newestCheckpoint } from '../archive/checkpointFiles.ts'
import type { Archive } from '../archive/openArchive.ts'
import { timestampQuery } from '../archive/timestampQuery.ts'
import { isStamped, stampFile } from '../archive/timestamps.ts'
import type { Authority } from '../config/loadAuthority.ts'
import { NianbaoError, type FailureCode } from '../errors.ts'
import { askAuthority } from '../fetch/askAuthority.ts'
import type { FetchConfig } from '../model/config.ts'
import type { Tell } from '../model/progress.ts'

/** What became of the time stamp of the newest checkpoint; `off` where no authority is configured, or none asked in a rehearsal. */
export type Stamped =
  | { readonly kind: 'off' }
  | { readonly kind: 'stamped'; readonly file: string }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string }

/**
 * Asks the configured authority (config/timestamp.json) for a time stamp of the newest checkpoint where that has none. One stamp
 * speaks for every checkpoint before it, because each names the last: so what failed yesterday is made up for by today's.
 * An authority that fails is no failure of the run.
 */
export async function stampCheckpoint(
  archive: Archive,
  authority: Authority | null,
  { userAgent }: Pick<FetchConfig, 'userAgent'>,
): Promise<Stamped> {
  const newest = await newestCheckpoint(archive.folder)
  if (authority === null || newest === null || !mayAsk(archive, authority.url)) return { kind: 'off' }
  const { number } = newest.checkpoint
  const stamped: Stamped = { kind: 'stamped', file: stampFile(number) }
  if (isStamped(archive.folder, number)) return stamped
  const query = timestampQuery(Buffer.from(newest.text), authority.policy)
  try {
    const reply = await askAuthority(authority.url, query, userAgent)
    await archive.keepStamp({ number, query, reply, ca: authority.ca })
    return stamped
  } catch (error) {
    if (!(error instanceof NianbaoError) || error.code !== 'no-timestamp') throw error
    return { kind: 'failed', code: error.code, message: error.message }
  }
}

export function warnUnstamped(stamped: Stamped, tell: Tell): void {
  if (stamped.kind === 'failed') tell({ ...stamped, kind: 'warned' })
}

/** A rehearsal never leaves the machine. */
const mayAsk = ({ kind }: Archive, url: string): boolean =>
  kind === 'live' || /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/u.test(new URL(url).hostname)
