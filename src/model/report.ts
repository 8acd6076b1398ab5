import { z } from 'zod'
import { Finding } from './finding.ts'
import { Unit } from './unit.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)

/** The form (格式) by its year of issue; a fact of each table, never of the year. */
export const FormId = z.enum(['2008', '2014', '2014-fujian', '2019', '2021'])
export type FormId = z.infer<typeof FormId>

/** A table of the report: 主动公开, 申请, 复议诉讼; before 2019 the one 情况统计表. */
export const TableKey = z.enum(['proactive', 'applications', 'review_litigation', 'statistics'])
export type TableKey = z.infer<typeof TableKey>

/** The tables that a report has since 2019. */
export const tablesSince2019 = [
  'proactive',
  'applications',
  'review_litigation',
] as const satisfies readonly TableKey[]
export type TableSince2019 = (typeof tablesSince2019)[number]
export type FormSince2019 = Extract<FormId, '2019' | '2021'>

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
    /** How well OCR read it, where the original is a picture; absent where the original is text. */
    ocr: z.enum(['sure', 'unsure']).optional(),
  })
  .readonly()
export type CellEvidence = z.infer<typeof CellEvidence>

/** A row (地方自设行) of a table that no form has: kept as printed, never a figure. */
export const LocalRow = z
  .strictObject({
    table: TableKey,
    /** From the outermost region inwards, as printed. */
    labels: z.array(z.string()).readonly(),
    cells: z
      .array(
        z
          .strictObject({
            /** What the header prints above it; empty where that cannot be told. */
            column: z.string(),
            /** The number as printed, in whatever unit; null for a blank, absent for what is no number. */
            value: z.number().nullable().optional(),
            evidence: CellEvidence,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()
export type LocalRow = z.infer<typeof LocalRow>

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
    /** What it was read from in its place: a file that a converter made of it (docs/decisions/0061); absent where it was read itself. */
    conversion: z
      .strictObject({
        /** Of the file that the converter made. */
        sha256: Sha256,
        /** The converter, with its version. */
        by: z.string(),
        /** When the ledger took it, ISO 8601, UTC; null for a lone file. */
        captured: z.string().nullable(),
        /** `seq` of its ledger line; null for a lone file. */
        capture: z.int().nullable(),
      })
      .readonly()
      .optional(),
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

/** A paragraph (段落) that differs between two editions: without `before` it is new, without `after` it is gone. */
export const TextChange = z
  .strictObject({
    section: z.union([SectionKey, z.enum(['title', 'signed'])]),
    before: z.string().optional(),
    after: z.string().optional(),
  })
  .readonly()
export type TextChange = z.infer<typeof TextChange>

/** An edition (版本): one state of the content, from when it was first seen (docs/decisions/0035). */
export const Edition = z
  .strictObject({
    first_seen: z.string(),
    /** SHA-256 over the content (title, paragraphs, figures, date of signing), not over page chrome. */
    digest: Sha256,
    changes: z.array(FigureChange).readonly(),
    /** Paragraph by paragraph; absent in reports that rules before 2026-11-21.12 made. */
    text: z.array(TextChange).readonly().optional(),
    /** Every original that gave the report in this state, in ledger order; absent as `text` is. */
    sources: z.array(Source).readonly().optional(),
  })
  .readonly()
export type Edition = z.infer<typeof Edition>

const decision = {
  /** Line of decisions.jsonl. */
  number: z.int().positive(),
  by: z.string(),
  /** ISO 8601, UTC. */
  time: z.string(),
  reason: z.string(),
}
const code = Finding.unwrap().shape.code
const corrected = {
  metric: z.string(),
  /** What had been read when it was corrected; absent where nothing had. */
  read: z.number().nullable().optional(),
  /** Null where the cell is blank. */
  value: z.number().nullable(),
}
const judged = { action: z.enum(['accept', 'dismiss']), code, metrics: z.array(z.string()).readonly() }

const decided = {
  ...decision,
  /** It was decided on another edition than the newest one, and is not in force. */
  outdated: z.boolean(),
}

/** A person's correction of one figure (更正), beside what was extracted (docs/decisions/0040). */
export const Correction = z
  .strictObject({
    ...decided,
    ...corrected,
    /** Codes of the findings that put the figure in doubt then: what came since is open. Absent where its line does not say. */
    doubts: z.array(code).readonly().optional(),
  })
  .readonly()
export type Correction = z.infer<typeof Correction>

/** A person's judgement on findings of one code (认定): printed so, or of no meaning here (docs/decisions/0040). */
export const Judgement = z.strictObject({ ...decided, ...judged }).readonly()
export type Judgement = z.infer<typeof Judgement>

const superseded = {
  ...decision,
  /** Line of decisions.jsonl that took its place, or took it back. */
  superseded_by: z.int().positive(),
}

/** What people decided and is in force no more (历史决定): decided anew or taken back since; and the taking back itself. */
export const EarlierDecision = z.discriminatedUnion('action', [
  z.strictObject({ ...superseded, action: z.literal('correct'), ...corrected }).readonly(),
  z.strictObject({ ...superseded, ...judged }).readonly(),
  z.strictObject({ ...decision, action: z.literal('withdraw'), of: z.int().positive() }).readonly(),
])
export type EarlierDecision = z.infer<typeof EarlierDecision>

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
    /** Absent where there are none, and in reports that rules before 2026-11-21.14 made. */
    local_rows: z.array(LocalRow).readonly().optional(),
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
    /** What people corrected; never in the archive's own files, joined when a report leaves (model/reviewedReport.ts). */
    corrections: z.array(Correction).readonly().optional(),
    /** What people accepted or dismissed; as `corrections`. */
    judgements: z.array(Judgement).readonly().optional(),
    /** What of that is in force no more, in the order of decisions.jsonl; as `corrections`. */
    earlier_decisions: z.array(EarlierDecision).readonly().optional(),
  })
  .readonly()
export type Report = z.infer<typeof Report>
