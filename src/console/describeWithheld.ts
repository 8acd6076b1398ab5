import type { WithheldOriginal, Withholding } from '../model/withholding.ts'
import { columns } from './columns.ts'

interface Spoken {
  readonly site: string
  readonly line: number
  readonly url: string
  readonly sha256: string
}

/** `nianbao withhold` for people: what was decided, where the original stands, and what may say the same. */
export function describeDecision({
  decision: { action, sha256, by, reason },
  lines,
  others,
  checkpoint,
}: {
  readonly decision: Withholding
  readonly lines: readonly Spoken[]
  readonly others: readonly Spoken[]
  readonly checkpoint: number | null
}): string {
  const done =
    action === 'withhold'
      ? `withheld 不公开: ${sha256} (${by}: ${reason}); ledger, bytes and proof stay as they are`
      : `shown again 恢复公开: ${sha256} (${by}: ${reason})`
  const hint =
    'other content of these addresses, not withheld; look whether it says the same 同一网址的其他内容:'
  return `${[
    done,
    ...columns(rows(lines), '  '),
    ...(others.length > 0 ? [hint, ...columns(rows(others), '  ')] : []),
    checkpoint === null
      ? 'not signed: the key of this archive is not here; the next run signs it'
      : `signed in checkpoint ${checkpoint}`,
  ].join('\n')}\n`
}

/** `nianbao withhold --list` for people: every decision, the oldest first. */
export function describeDecisions(decisions: readonly Withholding[]): string {
  if (decisions.length === 0) return 'nothing was ever withheld 从未有不公开的原件\n'
  return `${columns(decisions.map(({ time, action, sha256, by, reason }) => [time, action, sha256, by, reason])).join('\n')}\n`
}

/** What is withheld now, as rows of `status`, each with the newest that came to its address since and is shown. */
export const withheldRows = (
  originals: readonly (WithheldOriginal & { readonly news: readonly Spoken[] })[],
): readonly (readonly string[])[] =>
  originals.map(({ sha256, since, by, reason, news }) => {
    const last = news.at(-1)
    const shown =
      last === undefined
        ? []
        : [`look: ${news.length} new since at its address, shown; the last is ${last.sha256}`]
    return [sha256, since, by, reason, ...shown]
  })

const rows = (lines: readonly Spoken[]): readonly (readonly string[])[] =>
  lines.map(({ site, line, sha256, url }) => [site, `line ${line}`, sha256, url])
