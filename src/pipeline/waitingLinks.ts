import { z } from 'zod'
import { failures, type FailureCode } from '../errors.ts'
import { Capture, type CaptureFacts } from '../model/capture.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import type { SiteWorks } from './works.ts'
import { isRecheckDue } from './isRecheckDue.ts'

const codes = Object.keys(failures) as [FailureCode, ...FailureCode[]]

const Facts = Capture.unwrap().pick({
  role: true,
  source: true,
  parent: true,
  division: true,
  title: true,
  date: true,
  column: true,
  name: true,
  given: true,
})

/** A link (待取) that was listed and is not, or not wholly, captured: why, and when it was tried last. */
const WaitingLink = z
  .strictObject({
    url: z.string(),
    code: z.enum(codes),
    tried: z.string(),
    /** Runs in a row that tried it and failed. */
    tries: z.int().positive().default(1),
    facts: Facts.readonly(),
    bundle: z.string(),
  })
  .readonly()
export type WaitingLink = z.infer<typeof WaitingLink>

const note = 'waiting'

/** The links of a site that wait; what the index lost, the next look at the listings finds again. */
export const waitingLinks = ({
  shelf,
}: {
  readonly shelf: Pick<SiteReader, 'note'>
}): readonly WaitingLink[] => rememberedLinks(shelf) ?? []

/** The same, or null where the index does not know of any run: it was made anew, or its note is of another version. */
export const rememberedLinks = (shelf: Pick<SiteReader, 'note'>): readonly WaitingLink[] | null =>
  z.array(WaitingLink).safeParse(shelf.note(note)).data ?? null

/** Keeps what waits now for the next run. */
export function keepWaiting({ shelf }: Pick<SiteWorks, 'shelf'>, links: readonly WaitingLink[]): void {
  shelf.setNote(
    note,
    links.map(({ url, code, tried, tries, facts, bundle }) => ({
      url,
      code,
      tried,
      tries,
      facts: { ...facts } satisfies CaptureFacts,
      bundle,
    })),
  )
}

/** What passes by itself is tried in the next run; what a person must look at only as often as a re-check. */
const passing: ReadonlySet<FailureCode> = new Set([
  'unreachable',
  'timed-out',
  'server-error',
  'throttled',
  'truncated-body',
  // never asked for: another link's refusals stopped the run at this host
  'host-paused',
  'budget-spent',
])

/** A page is listed before it is there, or withdrawn for an hour: so many runs ask for it before it counts as gone. */
const triesForMissing = 3
/** However a host says that there is nothing. */
const missing: ReadonlySet<FailureCode> = new Set(['not-found', 'soft-404'])

/** Pages that were not there when they were asked for in the last runs, and may be gone. */
export const missedLately = (works: Pick<SiteWorks, 'shelf'>): ReadonlySet<string> =>
  new Set(
    waitingLinks(works).flatMap(({ url, code, tries }) =>
      (code === 'not-found' || code === 'soft-404') && tries < triesForMissing ? [url] : [],
    ),
  )

export const isRetryDue = (
  { code, tried, tries }: WaitingLink,
  { clock, config }: Pick<SiteWorks, 'clock' | 'config'>,
): boolean =>
  passing.has(code) ||
  (missing.has(code) && tries < triesForMissing) ||
  isRecheckDue({ time: tried, published: null }, clock(), config.fetch.recheck)
