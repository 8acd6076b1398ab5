import { NianbaoError } from '../errors.ts'

/**
 * What an error says of the text that was being read, where it is that of a stack or a string that ended (RangeError: V8 gives its
 * expressions 64 MB, some eight million characters of a loop): the text is beyond reason. Null for any other error, which is a
 * defect of ours. Only to be asked where the bytes of one answer are read and nothing else is done (docs/decisions/0069).
 */
export function exhaustionFault(error: unknown): NianbaoError | null {
  if (!(error instanceof RangeError)) return null
  return new NianbaoError('too-large', `a page beyond reason: reading it ends with ${error.message}`, {
    cause: error,
  })
}
