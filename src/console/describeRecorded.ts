/** `nianbao sites record` for people: what was written, and what a person must do before the tests pass. */
export function describeRecorded(kept: {
  readonly site: string
  readonly folder: string
  readonly outcome: string
  readonly kind: string
  readonly responses: number
  readonly bytes: number
  readonly candidates: number
  readonly readBy: string | null
  readonly alarms: readonly string[]
}): string {
  const { site, folder, outcome, kind, responses, bytes, candidates, readBy, alarms } = kept
  const size = `${responses} responses, ${Math.ceil(bytes / 1024)} KiB, ${candidates} annual reports listed`
  const lines = [`${site}  ${outcome}  ${kind}  ${size}`]
  if (alarms.length > 0)
    lines.push(`  the listing is not as it should be: ${[...new Set(alarms)].join(', ')}`)
  if (readBy === null)
    lines.push(
      `  read ${folder}/expected.json against the site, then put your name and the date into its read_by`,
    )
  return `${lines.join('\n')}\n`
}
