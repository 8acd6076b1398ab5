/** What verify left out by wish, in a line for people; null where it looked at everything. */
export function describeVerified(verified: {
  readonly originals: number
  readonly unhashed: number
  readonly unhashedBytes: number
  readonly underived: number
}): string | null {
  const { originals, unhashed, unhashedBytes, underived } = verified
  if (unhashed === 0 && underived === 0) return null
  const files = `${unhashed} of ${originals + unhashed} originals (${megabytes(unhashedBytes)}) were not hashed`
  const reports = underived === 0 ? '' : `, and the reports of ${underived} pages were not made again`
  return `${files}${reports}: nothing is said of them; run verify without --sample and --since`
}

/** Bytes for people. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`
