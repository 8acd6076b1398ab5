import { basename } from 'node:path'
import { NianbaoError } from '../errors.ts'
import type { Converter } from '../extract/engines/officeEngine.ts'
import type { Finding } from '../model/finding.ts'
import type { Bundle, Conversion } from '../model/original.ts'
import { Report } from '../model/report.ts'
import { convertLone, type LoneConversion } from './convertLone.ts'
import type { Derived } from './deriveBundle.ts'
import { loneBundle } from './loneBundle.ts'
import { readInput } from './readInput.ts'

/** What a lone file gave: a report, or the finding that says why it, or something in it, gave none. */
export type FileReading =
  | { readonly kind: 'report'; readonly file: string; readonly report: Report }
  | { readonly kind: 'failed'; readonly file: string; readonly finding: Finding }

/** What a person says of the files. */
export interface Given {
  readonly unit: string | null
  readonly year: number | null
}

/**
 * `nianbao extract FILE…`: reads files that lie outside any archive, one after the other. A packed file gives each of its reports,
 * then what of it was not read. `derive` does stages 4 and 5, within the bounds of time and memory of a crawl if it is that of a pool.
 */
export async function* readFiles(
  files: readonly string[],
  derive: (bundle: Bundle) => Promise<Derived>,
  given: Given,
  converter: Converter | null = null,
): AsyncGenerator<FileReading> {
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
    const conversion = converter === null ? null : await convertLone(bytes, converter)
    const { reports, refused } = await derive(loneBundle(bytes, basename(file), provenance, made(conversion)))
    if (reports.length + refused.length === 0)
      throw new NianbaoError('not-a-report', `${file}: nothing was read`)
    for (const { text } of reports)
      yield { kind: 'report', file, report: Report.parse(JSON.parse(text) satisfies unknown) }
    for (const { code, message } of refused)
      yield failed(file, code, conversion?.kind === 'failed' ? `${message}; ${conversion.message}` : message)
  }
}

const made = (conversion: LoneConversion): Conversion | null =>
  conversion?.kind === 'converted' ? conversion.conversion : null

const failed = (file: string, code: Finding['code'], message: string): FileReading => ({
  kind: 'failed',
  file,
  finding: { code, severity: 'error', metrics: [], message },
})
