import { isDeepStrictEqual } from 'node:util'
import { NianbaoError } from '../../errors.ts'
import { withReader } from '../../model/expected.ts'
import { readRecording, recordingFolder, writeRecording } from '../../sites/keptRecording.ts'
import type { Recorded } from './recordSite.ts'

/** What became of a recording. */
export interface Kept {
  readonly site: string
  readonly folder: string
  /** `unchanged`: the same bytes as before (told by the hashes in the index), whose date then stays. */
  readonly outcome: 'new' | 'changed' | 'unchanged'
  readonly kind: 'live' | 'replica'
  readonly responses: number
  readonly bytes: number
  readonly candidates: number
  readonly readBy: string | null
  /** Codes of what was wrong with the listing, as it is now expected. */
  readonly alarms: readonly string[]
}

/**
 * Writes a recording below `root` in the place of the one before. Whoever read the expected file before stays named in it while
 * the listing is the same.
 * @throws NianbaoError `usage` where a replica would replace what was recorded live
 */
export async function keepRecording(root: string, { recording, expected }: Recorded): Promise<Kept> {
  const { index, bodies } = recording
  const before = await readRecording(root, index.site)
  const folder = recordingFolder(root, index.site)
  if (before?.recording.index.kind === 'live' && index.kind === 'replica') {
    const message = `${folder} was recorded live, and a replica is no substitute; name another folder with --out`
    throw new NianbaoError('usage', message)
  }
  const read = withReader(
    expected,
    index,
    before && { expected: before.expected, kind: before.recording.index.kind },
  )
  const unchanged =
    before !== null &&
    isDeepStrictEqual({ ...before.recording.index, recorded: null }, { ...index, recorded: null }) &&
    isDeepStrictEqual(before.expected, read)
  if (!unchanged) await writeRecording(root, { recording, expected: read })
  return {
    site: index.site,
    folder,
    outcome: before === null ? 'new' : unchanged ? 'unchanged' : 'changed',
    kind: index.kind,
    responses: index.exchanges.length,
    bytes: [...bodies.values()].reduce((sum, { length }) => sum + length, 0),
    candidates: expected.candidates.length,
    readBy: read.read_by,
    alarms: expected.alarms.map(({ code }) => code),
  }
}
