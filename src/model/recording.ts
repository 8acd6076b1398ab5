import { z } from 'zod'
import { failures, type FailureCode } from '../errors.ts'
import { Json } from './json.ts'
import type { PageRequest, Rendering } from './page.ts'

const Words = z.record(z.string(), z.string()).readonly()
const Day = z.iso.date()
const Code = z.custom<FailureCode>((value) => typeof value === 'string' && Object.hasOwn(failures, value))

/** What came of a recorded request: an admitted answer, or the refusal that discovery saw. */
const RecordedAnswer = z.union([
  z
    .strictObject({
      final_url: z.string(),
      status: z.int(),
      /** Names in lower case, sorted; without what changes on every answer, and without cookies and tokens. */
      headers: Words,
      /** Name of the file with the bytes, beside the index. */
      body: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/u),
      sha256: z.string().regex(/^[0-9a-f]{64}$/u),
      size: z.int().nonnegative(),
    })
    .readonly(),
  z.strictObject({ refused: Code, message: z.string() }).readonly(),
])

/** One exchange of a recording. */
export const RecordedExchange = z
  .strictObject({
    /** What it was asked for: a page of a listing, a sampled report, a sampled trap, a file that a sampled page links. */
    role: z.enum(['listing', 'report', 'trap', 'attachment']),
    method: z.enum(['GET', 'POST']),
    url: z.string(),
    form: Words.nullable(),
    /** There where JSON was posted. */
    json: Json.optional(),
    /** There when the bytes are a page as a browser made it; see `Rendering`. */
    rendered: z
      .strictObject({ step: z.int(), until: z.string().nullable(), next: z.string().nullable() })
      .readonly()
      .optional(),
    answer: RecordedAnswer,
  })
  .readonly()
export type RecordedExchange = z.infer<typeof RecordedExchange>

/** The index of a recording (录制), `recording.json`: exchanges in the order in which they were first asked for. */
export const RecordingIndex = z
  .strictObject({
    schema: z.literal('nianbao/recording@1'),
    site: z.string(),
    /** `replica` where servers of ours stood in for the site: it then says nothing of the real one. */
    kind: z.enum(['live', 'replica']),
    recorded: Day,
    exchanges: z.array(RecordedExchange).readonly(),
  })
  .readonly()
export type RecordingIndex = z.infer<typeof RecordingIndex>

/** A recording with its bodies by file name. */
export interface Recording {
  readonly index: RecordingIndex
  readonly bodies: ReadonlyMap<string, Uint8Array>
}

/** Tells requests apart; the page that led there does not count. */
export function requestKey({ method = 'GET', url, form, json, render }: PageRequest): string {
  if (render !== undefined) return `rendered ${JSON.stringify(renderedAs(render))} ${url}`
  const posted = json === undefined ? '' : ` ${JSON.stringify(json)}`
  const sorted = Object.entries(form ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
  return `${method} ${url}${sorted.length === 0 ? '' : ` ${new URLSearchParams(sorted).toString()}`}${posted}`
}

/** A rendering with all that tells it from others. */
export const renderedAs = ({ step, until, next }: Rendering): NonNullable<RecordedExchange['rendered']> => ({
  step: step ?? 1,
  until: until ?? null,
  next: next ?? null,
})
