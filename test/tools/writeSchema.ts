import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { reportSchema } from '../../src/model/reportSchema.ts'

/** `node test/tools/writeSchema.ts`: writes docs/report.schema.json anew; a test fails while it is behind the model. */
await writeFile(resolve(import.meta.dirname, '../../docs/report.schema.json'), reportSchema())
