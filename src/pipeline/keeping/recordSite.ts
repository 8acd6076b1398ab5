import { extensionOf } from '../../archive/extension.ts'
import { NianbaoError } from '../../errors.ts'
import type { Expected } from '../../model/expected.ts'
import type { Knowledge } from '../../model/knowledge.ts'
import type { Link } from '../../model/listing.ts'
import type { Recording, RecordingIndex } from '../../model/recording.ts'
import type { Site } from '../../sites/siteFile.ts'
import { filesOf } from '../filesOf.ts'
import type { Ask } from './askOnce.ts'
import { firstLook } from './firstLook.ts'
import { openRecorder, type Recorder } from './recorder.ts'
import { replaySite } from './replaySite.ts'
import { sampleOf } from './sampleOf.ts'

/** A look at a site written down, with what it gives. */
export interface Recorded {
  readonly recording: Recording
  readonly expected: Expected
}

/**
 * Lists a site to its end, opens a few of the pages that it lists, and gives all of it as a recording that replays.
 * @throws NianbaoError with the code that tells why this look is worth no recording: nothing listed, the network, the limits
 */
export async function recordSite(
  site: Site,
  order: {
    readonly ask: Ask
    readonly kind: RecordingIndex['kind']
    /** ISO date. */
    readonly recorded: string
    readonly knowledge: Knowledge
  },
): Promise<Recorded> {
  const recorder = openRecorder(order.ask)
  const found = await firstLook(site, recorder.get('listing'))
  const facts = { site: site.id, kind: order.kind, recorded: order.recorded }
  if (!found.some(({ kind }) => kind === 'candidate')) {
    const alarm = found.find((seen) => seen.kind === 'alarm')
    const message = `${site.id}: no annual report is listed: ${alarm?.message ?? 'nothing at all'}`
    throw new NianbaoError(alarm?.code ?? 'nothing-listed', message)
  }

  const { reports, trap } = sampleOf(found, site.hosts)
  for (const link of reports) await recordReport(link, recorder)
  if (trap !== null) await ifThere(recorder.get('trap')({ url: trap.url }))

  const recording = recorder.finish(facts)
  const { expected, unasked } = await replaySite(site, recording, order.knowledge)
  const [first] = unasked
  if (first !== undefined)
    throw new Error(`${site.id}: the recording does not replay: ${first} is not asked for`)
  return { recording, expected }
}

async function recordReport({ url }: Link, recorder: Recorder): Promise<void> {
  const page = await ifThere(recorder.get('report')({ url }))
  if (page === null || extensionOf(page.body) !== 'html') return
  for (const file of filesOf(page).files)
    await ifThere(recorder.get('attachment')({ url: file.url, referer: page.url }))
}

/** A refusal is in the recording, or ends it in `finish`. */
async function ifThere<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof NianbaoError) return null
    throw error
  }
}
