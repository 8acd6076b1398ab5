import { NianbaoError } from '../../errors.ts'

/** XML that is not well-formed (XML 1.0). */
export function malformed(what: string): NianbaoError {
  return new NianbaoError(
    'unreadable-file',
    `the document's XML is damaged: ${what}; get the file again, or open and save it in Word`,
  )
}
