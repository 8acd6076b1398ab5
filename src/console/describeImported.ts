import type { Trouble } from '../model/run.ts'

/** `nianbao import` for people: where the file went, and what was read from it. */
export function describeImported(
  imported: {
    readonly site: string
    readonly outcome: string
    readonly sha256: string
    readonly reports: readonly string[]
    readonly unread: readonly Trouble[]
  },
  archive: string,
): string {
  const { site, outcome, sha256, reports, unread } = imported
  const lines = [
    `${outcome} in ${archive}/${site}  sha256 ${sha256}`,
    ...reports.map((id) => `report ${id}`),
    ...unread.map(({ code, message }) => `archived, not read: ${code}: ${message}`),
  ]
  return `${lines.join('\n')}\n`
}
