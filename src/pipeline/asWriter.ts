import { archiveState, notAnArchive } from '../archive/archiveFolder.ts'
import { openArchive, type Archive } from '../archive/openArchive.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'

/** Opens the archive for writing: the one writer, as a crawl is. Throws a NianbaoError `not-an-archive` where there is none. */
export async function asWriter<T>(
  {
    archive: folder,
    config,
    clock,
  }: {
    readonly archive: string
    readonly config: string
    readonly clock: Clock
  },
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  const { fetch } = await loadConfig(config)
  const state = await archiveState(folder)
  if (state.kind !== 'archive') throw notAnArchive(folder, 'nothing is archived here yet')
  const archive = await openArchive(folder, {
    kind: state.file.kind,
    now: clock,
    run: clock().toISOString(),
    refusedKeptDays: fetch.refusedKeptDays,
  })
  try {
    return await work(archive)
  } finally {
    await archive.close()
  }
}
