import { z } from 'zod'
import { FormId, TableKey } from './report.ts'

const Key = z.string().regex(/^[a-z][a-z_.]*$/u)
const Texts = z.array(z.string().min(1)).readonly()

/** A row (行) or column (列) of the form. */
const Line = {
  /** Part of the metric's id. */
  key: Key,
  /** The label of the dictionary (config/forms/metrics.csv). */
  label: z.string().min(1),
  /** The label as the official form prints it, level by level from the outermost to the innermost. */
  path: z.array(z.string().min(1)).min(1).readonly(),
  /** Other words for the innermost level that are right as well (older or shorter names). */
  also: Texts.optional(),
}

/** 单位 of a figure: amounts are kept in 万元 whatever the cell says. */
export const MetricUnit = z.enum(['件', '项', '万元', '条', '次', '篇', '个', '人', '人次'])
export type MetricUnit = z.infer<typeof MetricUnit>

export const FormRow = z
  .strictObject({
    ...Line,
    /** Where the rows of a table are of different units (情况统计表); else that of the column holds. */
    unit: MetricUnit.optional(),
  })
  .readonly()
export type FormRow = z.infer<typeof FormRow>

export const FormColumn = z
  .strictObject({
    ...Line,
    unit: MetricUnit,
    /** A difference (本年增/减), which may be below zero; every other figure is a count or an amount and may not. */
    signed: z.boolean().optional(),
  })
  .readonly()
export type FormColumn = z.infer<typeof FormColumn>

/** A block (栏): rows that share one set of columns, e.g. the item 第二十条第（五）项. */
export const FormBlock = z
  .strictObject({
    /** The heading of the block (`第二十条第（一）项`), or null where the table has none. */
    item: z.string().nullable(),
    columns: z.array(FormColumn).min(1).readonly(),
    rows: z.array(FormRow).min(1).readonly(),
  })
  .readonly()
export type FormBlock = z.infer<typeof FormBlock>

/** One of the tables of a form. */
export const FormTable = z
  .strictObject({
    key: TableKey,
    /** Put before row and column to make a metric's id; empty for 复议诉讼. */
    prefix: z.string(),
    /** `down`: rows are printed below each other. `across`: side by side in one row of figures (复议诉讼). */
    layout: z.enum(['down', 'across']),
    blocks: z.array(FormBlock).min(1).readonly(),
    /** Words that stand in the table and are neither row, column nor figure (`信息内容`, `申请人情况`). */
    furniture: Texts,
  })
  .readonly()
export type FormTable = z.infer<typeof FormTable>

/**
 * A sum that must hold (勾稽关系): the lines of `left` together equal the lines of `right` together.
 * `along: 'row'` adds columns within each row, `along: 'column'` adds rows within each column.
 * With one line on the right, that line is the total.
 */
export const FormSum = z
  .strictObject({
    name: z.string().min(1),
    table: TableKey,
    along: z.enum(['row', 'column']),
    left: z.array(Key).min(1).readonly(),
    right: z.array(Key).min(1).readonly(),
  })
  .readonly()
export type FormSum = z.infer<typeof FormSum>

/** A form (格式) of the report, as its document issued it: config/forms/<id>.json. */
export const Form = z
  .strictObject({
    id: FormId,
    /** Number of the document that issued the form (文号). */
    source: z.string().min(1),
    /** ISO date of issue; null where nobody here has seen it. */
    issued: z.iso.date().nullable(),
    tables: z.array(FormTable).readonly(),
    sums: z.array(FormSum).readonly(),
  })
  .readonly()
export type Form = z.infer<typeof Form>

/** A label that a person looked at and decided on: config/labels.json. */
const DecidedLabel = z
  .strictObject({
    table: TableKey,
    /** As printed; compared without white space and with brackets, numbers and quotes unified. */
    printed: z.string().min(1),
    /** The label of a form (one level) that it stands for; null: it belongs to no form and is never a figure. */
    means: z.string().min(1).nullable(),
    /** It names that column in a header of this table alone; elsewhere the word says something else (小计). */
    within: z.literal(true).optional(),
    decided: z.iso.date(),
    reason: z.string().min(1),
  })
  .readonly()

export const DecidedLabels = z.array(DecidedLabel).readonly()
export type DecidedLabels = z.infer<typeof DecidedLabels>
