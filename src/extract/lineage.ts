import { ledgerPlace } from '../model/ledgerPlace.ts'
import { bare, isSameWording, saysTheSame, wordingOf } from './content.ts'
import { figureChanges } from './figureChanges.ts'
import type { Reading } from './reading.ts'
import { sourceKey } from './replacements.ts'
import { replaces, type Night, type Standing } from './replaces.ts'
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
 * something else than it said before, where another source takes the place of the one that spoke, and where another one speaks while
 * that gives the report no more, or again. Sources that stand beside each other from the first are one version, whose content the
 * best of them gives. What was known on a day depends on nothing later, so that later originals never rewrite what was told.
 */
export function lineageOf(readings: readonly Reading[], standing: Standing): Lineage {
  const known: Known = { latest: new Map(), superseded: new Set(), edited: new Map() }
  const story: Story = { versions: [], isSettled: false, standIn: null }
  const nights = isAmbiguous(readings) ? [...standing.nights()] : []
  for (const reading of correctionsBehind(readings)) {
    const place = ledgerPlace(reading.original)
    while (nights[0] !== undefined && nights[0].until < place) endNight(nights.shift(), known, story)
    tell(reading, known, story, standing)
  }
  for (const night of nights) endNight(night, known, story)
  const spoke = bestOf(known)
  const speaker = bestOf(known, standing.gone)
  if (spoke === null || speaker === null) throw new RangeError('a report needs at least one reading')
  settle(spoke, story)
  return { speaker, versions: story.versions, superseded: known.superseded }
}

/** What was told so far. */
interface Story {
  readonly versions: Version[]
  /** The last version is one source's edit, or of who stood in: not open to better sources of the same content. */
  isSettled: boolean
  /** Who speaks while the source that would is gone; null while it is there. */
  standIn: Reading | null
}

/** Takes up the next reading, and begins a version where it says something new. */
function tell(reading: Reading, known: Known, story: Story, standing: Standing): void {
  const key = sourceKey(reading.original)
  const prior = known.latest.get(key)
  const best = bestOf(known)
  known.latest.set(key, reading)
  if (best !== null && !isNews(reading, { prior, best }, known, story, standing)) return
  settle(best, story)
  story.versions.push({ reading, before: prior ?? story.standIn ?? best, since: seenFrom(reading) })
  story.isSettled = prior !== undefined
  if (story.isSettled) known.edited.set(key, story.versions.length)
  else for (const other of known.latest.keys()) if (other !== key) known.superseded.add(other)
}

function isNews(
  reading: Reading,
  { prior, best }: { readonly prior: Reading | undefined; readonly best: Reading },
  known: Known,
  { versions }: Story,
  standing: Standing,
): boolean {
  if (prior !== undefined) return !isSameWording(prior, reading) && !isTold(prior, reading, versions)
  return !isThere(reading, known) && replaces(reading, best, standing)
}

/** Who spoke for the last version gives its content. */
function settle(best: Reading | null, { versions, isSettled }: Story): void {
  const last = versions.at(-1)
  if (last && best && !isSettled) versions[versions.length - 1] = { ...last, reading: best }
}

/** At the end of a run: begins a version where another source speaks than was told, because one is gone or back, and gives other figures. */
function endNight(night: Night | undefined, known: Known, story: Story): void {
  const spoke = bestOf(known)
  const speaks = bestOf(known, night?.gone)
  if (night === undefined || spoke === null || speaks === null) return
  settle(spoke, story)
  const { versions, standIn } = story
  const told = standIn ?? spoke
  const isTold = speaks === told || versions.at(-1)?.reading === speaks
  if (!isTold && figureChanges(told, speaks).length > 0) {
    const gone = standIn === null ? night.since.get(sourceKey(spoke.original)) : undefined
    versions.push({ reading: speaks, before: told, since: gone ?? night.time })
    story.isSettled = true
  }
  story.standIn = speaks === spoke ? null : speaks
}

/** Whether it matters which source speaks: two of them give other figures. */
function isAmbiguous(readings: readonly Reading[]): boolean {
  const [first, ...others] = readings
  return (
    first !== undefined &&
    others.some(({ original }) => sourceKey(original) !== sourceKey(first.original)) &&
    others.some((other) => figureChanges(first, other).length > 0)
  )
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
 * nothing replaced, what corrects the others; then most figures, the last that was edited, what we read ourselves, fewest doubts, the file before the page
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
      Number(reading.original.conversion !== undefined),
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
