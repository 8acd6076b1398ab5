import { extractor } from '../../src/extract/extract.ts'
import type { Knowledge } from '../../src/model/knowledge.ts'
import type { Report } from '../../src/model/report.ts'
import { loneBundle } from '../../src/pipeline/loneBundle.ts'
import { validator } from '../../src/validate/validate.ts'
import type { MadeDocument } from './makeDocument.ts'

/** A made document as a lone file of an unknown place. Its name is no help: many real ones are called 附件1.docx. */
/** Reads made documents as the pipeline does, extract then validate; null when refused or when several reports came. */
export function madeReader(knowledge: Knowledge): (made: MadeDocument) => Report | null {
  const extract = extractor(knowledge)
  const validate = validator(knowledge.forms)
  return (made) => {
    const provenance = { siteDivision: null, givenUnit: null, givenYear: null }
    const { reports } = extract(
      loneBundle(made.bytes, `附件1.${made.name.split('.').at(-1) ?? ''}`, provenance),
    )
    const [report, ...others] = reports
    return report === undefined || others.length > 0 ? null : validate(report)
  }
}
