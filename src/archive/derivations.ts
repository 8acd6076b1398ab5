import type { DerivedOutcome, SiteIndex } from './siteIndex.ts'

/** What was derived from which bundle: as the index says, and on top of it what this run has not yet made durable. */
export interface Derivations {
  outcome(key: string): DerivedOutcome | null
  bundlesOf(reportId: string): string[]
  /** Whether a bundle holds something newer than what was derived from it. */
  isBehind(key: string): boolean
  /** The first capture of a bundle that nothing was derived from yet; null where there is none. */
  firstBehind(key: string): number | null
  /** `upTo`: the newest capture of the bundle when it was derived. */
  record(key: string, upTo: number, outcome: DerivedOutcome): void
  /** Puts everything recorded into the index; for when the reports are durable. */
  settle(): void
}

export function createDerivations(index: () => SiteIndex): Derivations {
  const pending = new Map<string, { upTo: number; outcome: DerivedOutcome }>()
  const derivedOf = (key: string) => pending.get(key) ?? index().bundles[key]?.derived ?? null
  const firstBehind = (key: string) => {
    const upTo = derivedOf(key)?.upTo ?? 0
    return index().bundles[key]?.captures.find((seq) => seq > upTo) ?? null
  }
  let byReport: Map<string, Set<string>> | null = null

  const reportIndex = () => {
    byReport ??= groupByReport(Object.keys(index().bundles), (key) => derivedOf(key)?.outcome ?? null)
    return byReport
  }

  return {
    outcome: (key) => derivedOf(key)?.outcome ?? null,
    bundlesOf: (reportId) => [...(reportIndex().get(reportId) ?? [])],
    isBehind: (key) => firstBehind(key) !== null,
    firstBehind,
    record(key, upTo, outcome) {
      const groups = reportIndex()
      const before = derivedOf(key)?.outcome ?? null
      for (const id of reportIds(before)) groups.get(id)?.delete(key)
      pending.set(key, { upTo, outcome })
      for (const id of reportIds(outcome)) groups.set(id, (groups.get(id) ?? new Set()).add(key))
    },
    settle() {
      for (const [key, derived] of pending) {
        const bundle = index().bundles[key]
        if (bundle !== undefined) bundle.derived = derived
      }
      pending.clear()
    },
  }
}

function groupByReport(keys: readonly string[], outcomeOf: (key: string) => DerivedOutcome | null) {
  const groups = new Map<string, Set<string>>()
  for (const key of keys) {
    for (const id of reportIds(outcomeOf(key))) groups.set(id, (groups.get(id) ?? new Set()).add(key))
  }
  return groups
}

function reportIds(outcome: DerivedOutcome | null): readonly string[] {
  return outcome?.ids ?? []
}
