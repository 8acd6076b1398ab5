import { basename } from 'node:path'
import type { Config } from '../config/loadConfig.ts'
import { NianbaoError } from '../errors.ts'
import { extractor, type Extraction } from '../extract/extract.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { validator } from '../validate/validate.ts'
import { loneBundle } from './loneBundle.ts'
import { readInput } from './readInput.ts'

/** What a lone file gave: its report, or the finding that says why there is none. */
export type FileReading =
  | { readonly kind: 'report'; readonly file: string; readonly report: Report }
  | { readonly kind: 'failed'; readonly file: string; readonly finding: Finding }

/** What a person says of the files. */
export interface Given {
  readonly unit: string | null
  readonly year: number | null
}

/** `nianbao extract FILE…`: reads files that lie outside any archive, one after the other. */
export async function* readFiles(
  files: readonly string[],
  { knowledge }: Config,
  given: Given,
): AsyncGenerator<FileReading> {
  const extract = extractor(knowledge)
  const validate = validator(knowledge.forms)
  const provenance = { siteDivision: null, givenUnit: given.unit, givenYear: given.year }
  for (const file of files) {
    const bytes = await readInput(file).catch((error: unknown) => {
      if (error instanceof NianbaoError) return error
      throw error
    })
    if (bytes instanceof NianbaoError) {
      yield failed(file, bytes.code, bytes.message)
      continue
    }
    const extraction = extract(loneBundle(bytes, basename(file), provenance))
    const [report] = extraction.reports
    yield report ? { kind: 'report', file, report: validate(report) } : refused(file, extraction)
  }
}

function refused(file: string, { refused: [first] }: Extraction): FileReading {
  if (!first) throw new NianbaoError('not-a-report', `${file}: nothing was read`)
  return failed(file, first.code, first.message)
}

const failed = (file: string, code: Finding['code'], message: string): FileReading => ({
  kind: 'failed',
  file,
  finding: { code, severity: 'error', metrics: [], message },
})
