import type { TableFormat } from '../model/exportFormat.ts'
import type { Form } from '../model/form.ts'
import type { Metric } from '../model/metric.ts'
import type { Selection } from '../model/selection.ts'
import type { Withheld } from '../model/withholding.ts'

/** What to write where. */
export interface PublishOrder {
  readonly format: TableFormat
  /** What the reports were chosen by. `since` is left to `publish`. */
  readonly selection: Selection
  /** Folder to write to; made when it is not there. Files of the same name are replaced whole. */
  readonly out: string
  /** An export of a replica archive says so in every file name. */
  readonly kind: 'live' | 'replica'
  /** Dictionary of figures in the order of the forms: the columns of the wide table. */
  readonly metrics: readonly Metric[]
  /** By which a finding is told: sums that fail, names of figures. */
  readonly forms: readonly Form[]
  /** What is withheld in this archive: for the manifest, and for what changed by such decisions. */
  readonly withheld: Withheld
  /** Name and version of this program. */
  readonly software: string
  /** ISO 8601, UTC: for the manifest. */
  readonly now: string
  /** ISO 8601, UTC: until when everything archived was read. Null where that is until now. */
  readonly readUntil: string | null
  /** Whether a table may have fewer rows than in the export that lies there, and the files of another selection may be replaced. */
  readonly allowShrink: boolean
}
