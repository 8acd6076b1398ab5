import { NianbaoError } from '../../errors.ts'

/** More than any unit packs into one attachment: beyond it somebody packed a whole archive of years or units. */
const mostFiles = 64
const mostBytes = 128 * 1024 * 1024
/** No part of a report is larger: the largest that was ever seen has 2 MB of XML. */
const mostOfOne = 64 * 1024 * 1024

/**
 * Refuses an archive by the declared sizes of its files, in bytes, before anything is unpacked. Throws `too-large` for more than 64
 * files, 64 MB of one or 128 MB of all (bounds of our own, decision 0037).
 */
export function refuseTooMuch(sizes: readonly number[]): void {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (sizes.length <= mostFiles && total <= mostBytes && sizes.every((size) => size <= mostOfOne)) return
  const holds = `the archive holds ${sizes.length} files of ${total} bytes`
  throw new NianbaoError('too-large', `${holds}; unpack it and import its reports one by one`)
}
