import { describeProblem } from './describeProblem.ts'

/** `nianbao repair` for people: a line for everything that was done, and two for what a person has to do. */
export function describeRepair(
  repaired: {
    readonly mended: readonly { readonly file: string; readonly message: string }[]
    readonly left: readonly (Parameters<typeof describeProblem>[0] & { readonly remedy: string })[]
  },
  archive: string,
): string {
  const { mended, left } = repaired
  const lines = [
    ...mended.map(({ file, message }) => `mended 已修复 ${file}: ${message}\n`),
    ...left.map((problem) => `${describeProblem(problem)}  what to do 怎么办: ${problem.remedy}\n`),
  ]
  return lines.length > 0 ? lines.join('') : `nothing to mend 无需修复: ${archive}\n`
}
