import type { YearEvidence } from '../model/yearFinding.ts'

/** The figures that a finding rests on (证据) as one cell of a table: `report metric=value`, parted by semicolons; a blank cell has no value, ` corrected` stands behind a person's. */
export const evidenceWords = (evidence: readonly YearEvidence[]): string =>
  evidence
    .map((cell) => `${cell.report} ${cell.metric}=${cell.value ?? ''}${cell.corrected ? ' corrected' : ''}`)
    .join('; ')
