import { archiveState, notAnArchive } from '../archive/archiveFolder.ts'
import { openArchive, type Archive } from '../archive/openArchive.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import type { Tell } from '../model/progress.ts'

/** What `nianbao repair` is to mend, and with what. */
export interface RepairOrder {
  readonly archive: string
  readonly config: string
  /** File of the key that signs a missing checkpoint; where it lies by itself when not given. */
  readonly key?: string | undefined
  readonly clock: Clock
  readonly tell: Tell
}

/** Something that `repair` did. */
export interface Mended {
  /** Path below the archive's folder. */
  readonly file: string
  readonly message: string
}

/** Opens the archive for writing: the one writer, as a crawl is. */
export async function asWriter<T>(
  { archive: folder, config, clock }: RepairOrder,
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
