import { problem, type Problem } from './problem.ts'
import type { RecordedFile } from './verifyLedger.ts'

/**
 * originals.sha256 against the ledger; sorted, each file once. A run that was interrupted leaves it complete up to some ledger line; any other
 * gap, and any line that the ledger does not bear out, is damage. `text` is null where there is no such file; `covered`
 * are the ledger lines that it is known to have covered.
 */
export function verifyManifest(
  text: string | null,
  name: string,
  recorded: ReadonlyMap<string, RecordedFile>,
  covered: number,
): Problem[] {
  const lines = (text ?? '').split('\n')
  const problems: Problem[] = []
  const listed = new Set<string>()
  let upTo = covered
  let before = ''
  // After the last line feed nothing follows.
  for (const [at, line] of lines.slice(0, -1).entries()) {
    const file = recorded.get(line.slice(66))
    if (line <= before) {
      const message = line === before ? 'the line stands there twice' : 'the line is not in its place: the list is sorted'
      problems.push(problem('manifest-differs', 'damage', name, { line: at + 1, message }))
    }
    before = line
    if (file !== undefined && line === `${file.sha256}  ${file.path}`) {
      listed.add(file.path)
      upTo = Math.max(upTo, file.line)
    } else {
      const message = `no ledger line speaks of "${line.slice(66)}" with this hash`
      problems.push(problem('manifest-differs', 'damage', name, { line: at + 1, message }))
    }
  }
  if (lines.at(-1) !== '') {
    problems.push(problem('manifest-differs', 'damage', name, { line: lines.length, message: 'the line has no end' }))
  }
  const missing = [...recorded.values()].filter(({ path }) => !listed.has(path))
  const gaps = missing.filter(({ line }) => line <= upTo)
  for (const { path, line } of gaps) {
    const message = `it lacks ${path} of ledger line ${line}`
    problems.push(problem('manifest-differs', 'damage', name, { message }))
  }
  if (missing.length > gaps.length) problems.push(problem('manifest-behind', 'unfinished', name))
  return problems
}
