import { NianbaoError } from '../../errors.ts'

/** The failure of a binary reader that meets something that its format does not allow; `what` says which rule. */
export function damagedFile(what: string, cause?: unknown): NianbaoError {
  return new NianbaoError(
    'unreadable-file',
    `the document is damaged: ${what}; get the file again, or open and save it in Word`,
    { cause },
  )
}
