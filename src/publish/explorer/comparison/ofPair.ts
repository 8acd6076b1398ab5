import type { Report } from '../../../model/report.ts'

/**
 * What is worked out of two reports, worked out once for as long as both are at hand: a comparison is shown in two languages and as a file. `work` is told by
 * the two reports alone; what else it takes is the same for as long as the program runs.
 */
export function ofPair<R extends readonly unknown[], T extends object>(
  work: (left: Report, right: Report, ...rest: R) => T,
): (left: Report, right: Report, ...rest: R) => T {
  const known = new WeakMap<Report, WeakMap<Report, T>>()
  return (left, right, ...rest) => {
    const ofLeft = known.get(left) ?? new WeakMap<Report, T>()
    known.set(left, ofLeft)
    const found = ofLeft.get(right) ?? work(left, right, ...rest)
    ofLeft.set(right, found)
    return found
  }
}
