import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { reportSchema } from '../src/model/reportSchema.ts'

test('docs/report.schema.json is in step with the model (else: node test/tools/writeSchema.ts)', async () => {
  expect(await readFile(resolve(import.meta.dirname, '../docs/report.schema.json'), 'utf8')).toBe(
    reportSchema(),
  )
})
