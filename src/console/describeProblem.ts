/** One line of `nianbao verify` for people. */
export function describeProblem(problem: {
  readonly code: string
  readonly severity: string
  readonly file: string
  readonly line: number | null
  readonly message: string
}): string {
  const { code, severity, file, line, message } = problem
  return `${severity} ${code}: ${file}${line === null ? '' : `: line ${line}`}: ${message}\n`
}
