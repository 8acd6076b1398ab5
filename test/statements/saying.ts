import { statementsOf } from '../../src/extract/statements/statementsOf.ts'
import type { SectionKey } from '../../src/model/report.ts'

/** Of whom and when a report is, and where in it a sentence stands. */
export interface Setting {
  readonly of?: { readonly name: string; readonly printed: string }
  readonly year?: number
  readonly section?: SectionKey
}

/** What the sentences of a report say of metrics, `metric value` each, in short names. */
export const saying =
  (whose: NonNullable<Setting['of']>) =>
  (text: string, { of = whose, year = 2022, section = 'overview' }: Setting = {}): readonly string[] =>
    statementsOf([{ key: section, heading: '', text }], of, year).map(
      ({ metric, value }) => `${short.get(metric) ?? metric} ${value}`,
    )

const short = new Map([
  ['applications.new.total', 'new'],
  ['applications.carried_over.total', 'over'],
  ['applications.carried_forward.total', 'forward'],
  ['applications.granted.total', 'granted'],
  ['applications.partially_granted.total', 'partly'],
  ['applications.total.total', 'done'],
  ['review.total', 'review'],
  ['litigation.total', 'suits'],
  ['statistics.disclosed.total.year', 'items'],
  ['statistics.fees.charged.year', 'fees'],
])
