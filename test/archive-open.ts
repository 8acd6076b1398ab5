import { openArchive, type Archive, type OpenOptions } from '../src/archive/openArchive.ts'

/** Opens an archive of replicas with a clock that stands still. */
export function openTestArchive(folder: string, more: Partial<OpenOptions> = {}): Promise<Archive> {
  return openArchive(folder, {
    kind: 'replica',
    now: () => new Date('2026-11-21T01:02:03.000Z'),
    run: 'test-run',
    refusedKeptDays: 30,
    ...more,
  })
}
