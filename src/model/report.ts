import { z } from 'zod'
import { Finding } from './finding.ts'
import { Unit } from './unit.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)

/** The form (格式) by its year of issue; a fact of each table, never of the year. `2008` and `2014` come with other forms. */
export const FormId = z.enum(['2019', '2021'])
export type FormId = z.infer<typeof FormId>

/** A table of the report: 主动公开, 申请, 复议诉讼. */
export const TableKey = z.enum(['proactive', 'applications', 'review_litigation'])
export type TableKey = z.infer<typeof TableKey>

/** A section (部分) of the report. */
export const SectionKey = z.enum([
  'preface',
  'overview',
  'proactive',
  'applications',
  'review_litigation',
  'problems',
  'other',
])
export type SectionKey = z.infer<typeof SectionKey>

export const Section = z.strictObject({ key: SectionKey, heading: z.string(), text: z.string() }).readonly()
export type Section = z.infer<typeof Section>

/** The evidence of a figure: the raw text of the cell and where it stands (table, row and column count from 1). */
export const CellEvidence = z
  .strictObject({
    raw: z.string(),
    source: z.string().regex(/^sha256:[0-9a-f]{64}$/u),
    table: z.int().positive(),
    row: z.int().positive(),
    column: z.int().positive(),
    /** Where the original is an archive (zip): the path in it of the file that holds the table. */
    file: z.string().optional(),
  })
  .readonly()
export type CellEvidence = z.infer<typeof CellEvidence>

/** Where the report was found (来源): one original that says it. */
export const Source = z
  .strictObject({
    sha256: Sha256,
    role: z.enum(['page', 'attachment', 'import', 'file']),
    media_type: z.string(),
    url: z.string().nullable(),
    /** ISO 8601, UTC. */
    captured: z.string().nullable(),
    /** `seq` of the ledger line; null for a lone file. */
    capture: z.int().nullable(),
  })
  .readonly()
export type Source = z.infer<typeof Source>

/** A change of one figure between two editions. */
const FigureChange = z
  .strictObject({
    metric: z.string(),
    before: z.number().nullable().optional(),
    after: z.number().nullable().optional(),
  })
  .readonly()

/** An edition (版本): one state of the content, from when it was first seen. */
export const Edition = z
  .strictObject({
    first_seen: z.string(),
    /** SHA-256 over the content (title, sections, figures), not over page chrome. */
    digest: Sha256,
    changes: z.array(FigureChange).readonly(),
  })
  .readonly()
export type Edition = z.infer<typeof Edition>

/** What named the unit, the most trusted first: a person, a title, who signs or publishes, column or origin, file name. */
export const UnitFrom = z.enum([
  ...(['given', 'title', 'list-title', 'signature', 'publisher', 'column', 'origin', 'file-name'] as const),
  'unknown',
])
export type UnitFrom = z.infer<typeof UnitFrom>

/**
 * The report (年度报告): one unit, one year. `report@1` of DESIGN §5.
 * A number is what was printed; null is a blank cell; an absent key is a cell that the document does not have.
 */
export const Report = z
  .strictObject({
    schema: z.literal('nianbao/report@1'),
    /** `<unit code>/<year>`; null while unit or year is not certain. */
    id: z.string().nullable(),
    /** Version of the extraction rules that made this (src/extract/rules.ts). */
    rules: z.string(),
    unit: Unit,
    /** Absent in reports that rules before 2026-11-21.7 made. */
    unit_from: UnitFrom.optional(),
    year: z.int().nullable(),
    year_from: z.enum(['title', 'period', 'list-title', 'given', 'unknown']),
    title: z.string(),
    /** ISO date of publication as the listing or page says. */
    published: z.string().nullable(),
    /** ISO date under the signature; absent in reports that rules before 2026-11-21.11 made. */
    signed: z.string().nullable().optional(),
    forms: z.partialRecord(TableKey, FormId).readonly(),
    sections: z.array(Section).readonly(),
    figures: z.record(z.string(), z.number().nullable()).readonly(),
    cells: z.record(z.string(), CellEvidence).readonly(),
    statements: z
      .array(
        z
          .strictObject({ metric: z.string(), value: z.number(), text: z.string(), section: SectionKey })
          .readonly(),
      )
      .readonly(),
    findings: z.array(Finding).readonly(),
    sources: z.array(Source).readonly(),
    editions: z.array(Edition).readonly(),
  })
  .readonly()
export type Report = z.infer<typeof Report>
