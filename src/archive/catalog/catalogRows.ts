import { z } from 'zod'
import { FindingEvidence } from '../../model/findingEvidence.ts'

const Text = z.string()
const Count = z.number().int()

/** Evidence of a finding as its column has it. */
export const KeptEvidence = Text.transform((json) => FindingEvidence.parse(JSON.parse(json)))

/** Columns of a report in a list, as `listedColumns` names them. */
export const ListedRow = z.object({
  number: Count,
  site: Text,
  id: Text,
  unitPath: Text,
  name: Text,
  place: Text,
  year: Count,
  title: Text,
  published: Text.nullable(),
  captured: Text.nullable(),
  inDoubt: Count,
})
export type ListedRow = z.infer<typeof ListedRow>

/** For a SELECT over `reports AS r`. */
export const listedColumns =
  'r.number, r.site, r.id, r.unit_path AS unitPath, r.name, r.place, r.year, r.title, r.published, r.captured, r.in_doubt AS inDoubt'

export const CountedRow = z.object({ value: z.coerce.string(), reports: Count })
export type CountedRow = z.infer<typeof CountedRow>

export const UnitRow = z.object({ path: Text, name: Text, division: Text, years: Text })

export const FindingRow = ListedRow.extend({
  severity: z.enum(['info', 'warning', 'error']),
  metrics: Text,
  message: Text,
  evidence: KeptEvidence,
})

export const CodeRow = CountedRow.extend({ severity: Text })

export const OriginalRow = z.object({
  site: Text,
  id: Text,
  media_type: Text.nullable(),
  url: Text.nullable(),
  captured: Text.nullable(),
  capture: Count.nullable(),
})

export const PlaceRow = z.object({ site: Text, id: Text })

export const UnitPlaceRow = PlaceRow.extend({ unit: Text, path: Text, year: Count })

export const HoldingRow = z.object({
  reports: Count,
  units: Count,
  sites: Count,
  first: Count.nullable(),
  last: Count.nullable(),
  captured: Text.nullable(),
})
