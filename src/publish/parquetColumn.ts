import type { ParquetWriter } from 'hyparquet-writer'
import { momentOf } from './momentOf.ts'
import type { Column, Value } from './tables/table.ts'

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

export type ParquetValue = string | number | boolean | Date | null

const types = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  datetime: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
} as const satisfies Record<Column['type'], Omit<SchemaElement, 'name'>>

/** A column as an element of a Parquet schema; every one may be null. */
export const parquetColumn = ({ name, type }: Column): SchemaElement => ({
  name,
  repetition_type: 'OPTIONAL',
  ...types[type],
})

/**
 * A cell as the type of its column wants it; a number in a column of words (`before`, `corrected`: a figure or a word) as it is written. Throws for any
 * other value that is not of that type: a defect of ours.
 */
export function parquetValue(value: Value, column: Column): ParquetValue {
  if (value === null) return null
  const { type } = column
  if (type === 'string' && typeof value === 'number') return String(value)
  const fits =
    type === 'integer'
      ? Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
      : typeof value === (type === 'number' || type === 'boolean' ? type : 'string')
  const moment = type === 'date' || type === 'datetime' ? momentOf(String(value)) : null
  if (!fits || (moment === null && (type === 'date' || type === 'datetime')))
    throw new Error(`column ${column.name}: ${JSON.stringify(value)} is no ${type}`)
  return moment ?? value
}
