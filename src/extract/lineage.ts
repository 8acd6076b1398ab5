import { bare, isSameWording, saysTheSame, wordingOf } from './content.ts'
import { figureChanges } from './figureChanges.ts'
import type { Reading } from './readOriginal.ts'
import { sourceKey } from './replacements.ts'
import { replaces, type Standing } from './replaces.ts'
import { textChanges } from './textChanges.ts'

/** A state of a report's content: what says it, what it said before, and since when. */
export interface Version {
  readonly reading: Reading
  /** What the differences are told against; null for the first. */
  readonly before: Reading | null
  /** ISO 8601; null for a lone file. */
  readonly since: string | null
}

/** What the sources of a report said one after the other, and which of them speaks for it now. */
export interface Lineage {
  readonly speaker: Reading
  readonly versions: readonly Version[]
  /** Sources (`sourceKey`) that a later one replaced. */
  readonly superseded: ReadonlySet<string>
}

/** How far a lineage is known. */
interface Known {
  /** The newest state of every source, in the order in which these were first captured. */
  readonly latest: Map<string, Reading>
  readonly superseded: Set<string>
  /** When (which version) a source that others stand beside was last edited: its is the last word. */
  readonly edited: Map<string, number>
}

/**
 * Goes through the readings of a report in the order of the ledger (docs/decisions/0035). A version begins where a source says
 * something else than it said before, and where another source takes the place of the one that spoke. Sources that stand beside
 * each other from the first are one version, whose content the best of them gives. What was known on a day depends on
 * nothing later, so that later originals never rewrite what was told.
 */
export function lineageOf(readings: readonly Reading[], standing: Standing): Lineage {
  const known: Known = { latest: new Map(), superseded: new Set(), edited: new Map() }
  const versions: Version[] = []
  /** Whether the last version is one source's edit, and not open to better sources of the same content. */
  let isEdit = false
  for (const reading of correctionsBehind(readings)) {
    const key = sourceKey(reading.original)
    const prior = known.latest.get(key)
    const best = bestOf(known)
    known.latest.set(key, reading)
    const next = best === null ? firstVersion(reading) : versionBy(reading, prior, best)
    if (next === null) continue
    settle(best)
    versions.push(next)
    isEdit = prior !== undefined
    if (isEdit) known.edited.set(key, versions.length)
    else for (const other of known.latest.keys()) if (other !== key) known.superseded.add(other)
  }
  const spoke = bestOf(known)
  const speaker = bestOf(known, standing.gone)
  if (spoke === null || speaker === null) throw new RangeError('a report needs at least one reading')
  settle(spoke)
  if (speaker !== spoke && figureChanges(spoke, speaker).length > 0)
    versions.push({ reading: speaker, before: spoke, since: standing.goneSince(spoke) })
  return { speaker, versions, superseded: known.superseded }

  function versionBy(reading: Reading, prior: Reading | undefined, best: Reading): Version | null {
    const before = prior ?? best
    if (prior !== undefined) {
      if (isSameWording(prior, reading) || isTold(prior, reading, versions)) return null
    } else if (isThere(reading, known) || !replaces(reading, best, standing)) return null
    return { reading, before, since: seenFrom(reading) }
  }

  /** Who spoke for the last version gives its content. */
  function settle(best: Reading | null): void {
    const last = versions.at(-1)
    if (last && best && !isEdit) versions[versions.length - 1] = { ...last, reading: best }
  }
}

/** The versions among the states of one source. */
export function versionsOf(states: readonly Reading[]): readonly Version[] {
  const versions: Version[] = []
  for (const reading of states) {
    const before = versions.at(-1)?.reading ?? null
    if (before === null || !isSameWording(before, reading))
      versions.push({ reading, before, since: seenFrom(reading) })
  }
  return versions
}

const firstVersion = (reading: Reading): Version => ({
  reading,
  before: null,
  since: seenFrom(reading),
})

/** The earliest moment that is proven of these bytes. */
const seenFrom = ({ original }: Reading): string | null => original.first?.captured ?? original.captured

/** A correction may be captured before the report that it corrects: it is the later version all the same. */
function correctionsBehind(readings: readonly Reading[]): readonly Reading[] {
  const plain = readings.find(({ corrects }) => !corrects)
  return plain === undefined ? readings : [plain, ...readings.filter((reading) => reading !== plain)]
}

/** Whether a source that stands has this content already. */
const isThere = (reading: Reading, { latest, superseded }: Known): boolean =>
  [...latest].some(([key, other]) => other !== reading && !superseded.has(key) && saysTheSame(other, reading))

/** Whether a change only follows the newest version, which another source told: the page is mended after its file. */
function isTold(prior: Reading, reading: Reading, versions: readonly Version[]): boolean {
  const told = versions.at(-1)?.reading
  if (told === undefined || versions.length < 2) return false
  if (sourceKey(told.original) === sourceKey(reading.original)) return false
  const words = new Set(wordingOf(told).map(({ text }) => bare(text)))
  return (
    figureChanges(prior, reading).every(({ metric }) => told.figures[metric] === reading.figures[metric]) &&
    textChanges(wordingOf(prior), wordingOf(reading)).every(({ before, after }) =>
      after === undefined ? !words.has(bare(before ?? '')) : words.has(bare(after)),
    )
  )
}

/**
 * Who speaks: what calls itself the report, what has figures, what its address still gives (`gone`: those that do not), what
 * nothing replaced, what corrects the others; then most figures, the last that was edited, fewest doubts, the file before the page
 * around it, the first captured.
 */
function bestOf(
  { latest, superseded, edited }: Known,
  gone: ReadonlySet<string> = new Set(),
): Reading | null {
  const ranked = [...latest].map(([key, reading]) => ({
    reading,
    rank: [
      Number(reading.trapped),
      Number(sizeOf(reading) === 0),
      Number(gone.has(key)),
      Number(superseded.has(key)),
      -Number(reading.corrects),
      -sizeOf(reading),
      -(edited.get(key) ?? 0),
      doubtsOf(reading),
      Number(reading.original.role === 'page'),
    ],
  }))
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank))[0]?.reading ?? null
}

const compareRanks = (a: readonly number[], b: readonly number[]): number =>
  a.map((part, at) => part - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0

const sizeOf = ({ figures }: Reading): number => Object.keys(figures).length

const doubtsOf = ({ findings }: Reading): number =>
  findings.reduce((sum, { severity, metrics }) => sum + (severity === 'info' ? 0 : metrics.length), 0)
