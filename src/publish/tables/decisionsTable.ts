import type { EarlierDecision, Report } from '../../model/report.ts'
import { column, identity, identityColumns, type Table, type Value } from './table.ts'

/** One row a person's decision on a figure or a finding (docs/decisions/0040), also those that are in force no more. */
export const decisionsTable: Table = {
  name: 'decisions',
  meaning:
    'one row a decision of a person on a figure or a finding of a report, also those that a new edition outdated, or that were decided anew or taken back',
  columns: [
    ...identityColumns,
    column('number', 'integer', 'line of decisions.jsonl'),
    column('action', 'string', 'correct, accept, dismiss or withdraw'),
    column('metric', 'string', 'metric that was corrected'),
    column('read', 'number', 'what had been extracted'),
    column('value', 'string', 'what the person read; `blank` for a blank cell'),
    column('code', 'string', 'finding that was judged'),
    column('metrics', 'string', 'its metrics, parted by spaces'),
    column('by', 'string', 'who'),
    column('time', 'datetime', 'when'),
    column('reason', 'string', 'why'),
    column('outdated', 'boolean', 'whether a later edition outdated it: then it is not applied'),
    column('superseded_by', 'integer', 'line that took its place or took it back; blank while it stands'),
    column('withdraws', 'integer', 'line that this one takes back'),
  ],
  rows: (report, site) =>
    decisionsOf(report)
      .sort((a, b) => a.number - b.number)
      .map((decision) => [...identity(report, site), ...cellsOf(decision)]),
}

/** A decision as the report tells of it; `outdated` is said of what stands. */
type Told = EarlierDecision | StandingDecision
type StandingDecision =
  | ({ readonly action: 'correct' } & NonNullable<Report['corrections']>[number])
  | NonNullable<Report['judgements']>[number]

const decisionsOf = ({ corrections = [], judgements = [], earlier_decisions = [] }: Report): Told[] => [
  ...corrections.map((each) => ({ ...each, action: 'correct' as const })),
  ...judgements,
  ...earlier_decisions,
]

function cellsOf(decision: Told): readonly Value[] {
  const { number, action, by, time, reason } = decision
  return [
    ...[number, action, ...matterOf(decision), by, time, reason],
    'outdated' in decision ? decision.outdated : null,
    'superseded_by' in decision ? decision.superseded_by : null,
    action === 'withdraw' ? decision.of : null,
  ]
}

/** `metric`, `read`, `value`, `code`, `metrics`. */
function matterOf(decision: Told): readonly Value[] {
  if (decision.action === 'withdraw') return [null, null, null, null, null]
  if (decision.action === 'correct')
    return [decision.metric, decision.read ?? null, decision.value ?? 'blank', null, null]
  return [null, null, null, decision.code, decision.metrics.join(' ')]
}
