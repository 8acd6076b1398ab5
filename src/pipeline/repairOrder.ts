import type { Clock } from '../clock.ts'
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
