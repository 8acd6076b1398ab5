import type { Divisions } from './divisions.ts'
import type { DecidedLabels, Form } from './form.ts'

/** What the extraction knows from `config/`: forms (格式), labels that people decided on, divisions (行政区划). */
export interface Knowledge {
  readonly forms: readonly Form[]
  readonly labels: DecidedLabels
  readonly divisions: Divisions
}
