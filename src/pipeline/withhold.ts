import { archiveState, notAnArchive } from '../archive/archiveFolder.ts'
import { openArchive, readArchive, type Archive, type ArchiveReader } from '../archive/openArchive.ts'
import { openSigner } from '../archive/openSigner.ts'
import type { Signer } from '../archive/signingKey.ts'
import { soundDecisions } from '../archive/withheldFile.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import { NianbaoError } from '../errors.ts'
import type { Capture } from '../model/capture.ts'
import type { Coverage } from '../model/coverage.ts'
import { namesOf, withheldOriginals, type Withheld, type Withholding } from '../model/withholding.ts'

export interface WithholdOrder {
  readonly archive: string
  readonly config: string
  /** File of the key that signs; where it lies by itself when not given. */
  readonly key?: string | undefined
  readonly clock: Clock
  /** SHA-256 of an original, or how it begins. */
  readonly sha256: string
  readonly action: Withholding['action']
  readonly by: string
  readonly reason: string
}

/** A ledger line that speaks of an original. */
export interface Spoken {
  readonly site: string
  readonly line: number
  readonly url: string
  readonly sha256: string
}

export interface Decided {
  readonly decision: Withholding
  /** Where the ledgers speak of the original. */
  readonly lines: readonly Spoken[]
  /** What else was had from the same addresses and is not withheld: it may say the same. */
  readonly others: readonly Spoken[]
  /** Number of the checkpoint that signs the decision; null where the key is not here, and the next run's does. */
  readonly checkpoint: number | null
}

/**
 * `nianbao withhold`: hides an original from every export without touching ledger, bytes or proof, or lifts that.
 * @throws NianbaoError `no-such-file` for a hash that no ledger knows, `usage` for one that is ambiguous or decided already
 */
export async function withhold(order: WithholdOrder): Promise<Decided> {
  const { archive: folder, clock, action, by, reason } = order
  const wanted = hashIn(order.sha256)
  const { fetch } = await loadConfig(order.config)
  const state = await archiveState(folder)
  if (state.kind !== 'archive') throw notAnArchive(folder, 'nothing is archived here yet')
  const { kind } = state.file
  const archive = await openArchive(folder, {
    ...{ kind, now: clock, run: clock().toISOString() },
    refusedKeptDays: fetch.refusedKeptDays,
  })
  try {
    const ledgers = await spokenIn(folder, wanted)
    const sha256 = onlyOne(folder, wanted, ledgers.lines)
    mustChange(sha256, action, ledgers.withheld)
    const signer = await signerIfHere(order)
    const decision = await archive.decide({ time: clock().toISOString(), action, sha256, by, reason })
    return { decision, ...ledgers, checkpoint: await signed(archive, signer) }
  } finally {
    await archive.close()
  }
}

/** Every decision ever taken on an archive, the oldest first. */
export async function withheldHistory(folder: string): Promise<readonly Withholding[]> {
  const archive = await readArchive(folder)
  try {
    // Asked for what it tests: that the file is the one that was signed.
    await archive.withheld()
    return soundDecisions(folder, null).decisions
  } finally {
    await archive.close()
  }
}

function hashIn(text: string): string {
  const hash = text.toLowerCase().replace(/^sha256:/u, '')
  if (/^[0-9a-f]{8,64}$/u.test(hash)) return hash
  throw new NianbaoError(
    'usage',
    `${text}: give the SHA-256 of an original, or at least its first eight digits`,
  )
}

interface Ledgers {
  readonly lines: readonly Spoken[]
  readonly others: readonly Spoken[]
  readonly withheld: Withheld
}

async function spokenIn(folder: string, hash: string): Promise<Ledgers> {
  const reader = await readArchive(folder)
  try {
    const withheld = await reader.withheld()
    const all = await everyContent(reader)
    const lines = all.filter(({ capture }) => speaksOf(capture, hash))
    const addresses = new Set(lines.map(({ site, capture }) => `${site} ${capture.url}`))
    const others = all.filter(
      ({ site, capture }) =>
        addresses.has(`${site} ${capture.url}`) && !isNamed(capture, hash) && withheld.of(capture) === null,
    )
    return { lines: lines.map(spoken), others: others.map(spoken), withheld }
  } finally {
    await reader.close()
  }
}

interface Content {
  readonly site: string
  readonly capture: Pick<Capture, 'seq' | 'time' | 'url' | 'sha256' | 'encoded' | 'browser' | 'conversion'>
}

/**
 * What is withheld, each with the content that came to its addresses after the decision and is not withheld: a page that changes
 * with every visit may say the same again. Reads the ledgers only where something is withheld.
 */
export async function withheldWithNews(reader: ArchiveReader): Promise<Coverage['withheld']> {
  const withheld = await reader.withheld()
  const all = withheld.list.length === 0 ? [] : await everyContent(reader)
  return withheldOriginals(withheld).map((original) => {
    const lines = all.filter(({ capture }) => speaksOf(capture, original.sha256))
    const addresses = new Set(lines.map(({ site, capture }) => `${site} ${capture.url}`))
    const news = all.filter(
      ({ site, capture }) =>
        addresses.has(`${site} ${capture.url}`) &&
        capture.time > original.since &&
        withheld.of(capture) === null,
    )
    return { ...original, news: news.map(spoken) }
  })
}

/** The first line of each content of each address. */
async function everyContent(reader: ArchiveReader): Promise<readonly Content[]> {
  const found = new Map<string, Content>()
  for (const site of await reader.sites()) {
    for await (const line of (await reader.site(site)).captures()) {
      const { seq, time, url, sha256, encoded, browser, conversion } = line
      const capture = { seq, time, url, sha256, encoded, browser, conversion }
      const key = `${site} ${url} ${namesOf(capture).join(' ')}`
      if (!found.has(key)) found.set(key, { site, capture })
    }
  }
  return [...found.values()]
}

const speaksOf = ({ sha256, encoded }: Content['capture'], hash: string): boolean =>
  sha256.startsWith(hash) || (encoded?.sha256.startsWith(hash) ?? false)

/** Whether it speaks of the original, or is a picture or conversion of it, which is withheld with it. */
const isNamed = (capture: Content['capture'], hash: string): boolean =>
  namesOf(capture).some((name) => name.startsWith(hash))

const spoken = ({ site, capture: { seq, url, sha256 } }: Content): Spoken => ({
  site,
  line: seq,
  url,
  sha256,
})

function onlyOne(folder: string, hash: string, lines: readonly Spoken[]): string {
  const [first, ...others] = new Set(lines.map(({ sha256 }) => sha256))
  if (first === undefined)
    throw new NianbaoError(
      'no-such-file',
      `${folder}: no ledger speaks of an original ${hash}; originals.sha256 of each site lists them`,
    )
  if (others.length === 0) return first
  throw new NianbaoError('usage', `${hash}: so begin ${[first, ...others].join(', ')}; give more digits`)
}

function mustChange(sha256: string, action: Withholding['action'], withheld: Withheld): void {
  const before = withheld.of({ sha256 })
  if (action === 'withhold' && before !== null)
    throw new NianbaoError(
      'usage',
      `${sha256}: ${before.by} has withheld it on ${before.time}: ${before.reason}`,
    )
  if (action === 'lift' && before === null) throw new NianbaoError('usage', `${sha256}: it is not withheld`)
}

/** Who hides personal data must be able to at once, also where only a copy of the archive is and not its key. */
async function signerIfHere({ archive, key }: WithholdOrder): Promise<Signer | null> {
  try {
    return await openSigner(archive, key)
  } catch (error) {
    if (error instanceof NianbaoError && error.code === 'wrong-key') return null
    throw error
  }
}

/** Not stamped: the next run's checkpoint is, and it speaks for this one. */
async function signed(archive: Archive, signer: Signer | null): Promise<number | null> {
  return signer === null ? null : (await archive.checkpoint(signer)).checkpoint.number
}
