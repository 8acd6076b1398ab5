import { hash } from 'node:crypto'
import type { Capture } from '../model/capture.ts'
import type { Withholding } from '../model/withholding.ts'
import { archivalId } from './archivalId.ts'
import { mediaTypeOf } from './mediaTypeOf.ts'
import { warcDate } from './warcDate.ts'
import { fittedHeaders, methodOfLastRequest, requestMessage, responseHead } from './warcHttp.ts'
import { captureFields, fieldsBlock } from './warcFields.ts'
import { warcId, type IndexFacts, type WarcRecord } from './warcRecord.ts'

/** A ledger line with what its records need. */
export interface Look {
  /** The archive's id and the site's, which make record ids theirs. */
  readonly archive: string
  readonly site: string
  readonly capture: Capture
  /** The stored payload; null where a revisit stands for it. */
  readonly payload: Uint8Array | null
  /** The line whose `response` in this export holds the content of a revisit, the page of a picture, or the file of a conversion; null where none does. */
  readonly original: Capture | null
  /** The decision that withholds the content; null where none does. */
  readonly withheld: Withholding | null
  /** URL of the page or listing that led here. */
  readonly via: string | null
}

const profile = (name: string): string => `http://netpreserve.org/warc/1.1/revisit/${name}`

/** The records of one ledger line: hops, the answer, its request, and why it was asked (docs/decisions/0023). */
export function warcRecords(look: Look): readonly WarcRecord[] {
  if (look.withheld !== null) return [...hopRecords(look), withheldRecord(look, look.withheld)]
  const made = look.capture.role === 'import' ? resourceRecord(look) : conversionRecord(look)
  if (made !== null) return [made, metadataRecord(look, made)]
  const answer = answerRecord(look)
  return [...hopRecords(look), answer, requestRecord(look, answer), metadataRecord(look, answer)]
}

/** Lower-case hex of the payload that a line stands for: after transfer decoding, before content decoding. */
export const payloadDigest = ({ encoded, sha256 }: Capture): string => encoded?.sha256 ?? sha256

function answerRecord(look: Look): WarcRecord {
  const { capture, payload, original } = look
  const { outcome, response_headers, status, encoded } = capture
  if (payload !== null) {
    const body = { size: payload.length, encoded: encoded !== null }
    const head = responseHead(status, fittedHeaders(response_headers, body))
    return {
      ...common(look, 'response'),
      block: Buffer.concat([head, payload]),
      payload: payloadDigest(capture),
      fields: {},
      index: indexFacts(capture, mimeOf(response_headers)),
    }
  }
  const confirmed = outcome === 'not-modified'
  const body = confirmed ? null : { size: encoded?.size ?? capture.size, encoded: encoded !== null }
  return {
    ...common(look, 'revisit'),
    contentType: httpMessage('response'),
    block: responseHead(status, fittedHeaders(response_headers, body)),
    payload: payloadDigest(original ?? capture),
    fields: {
      'WARC-Profile': profile(confirmed ? 'server-not-modified' : 'identical-payload-digest'),
      // WARC 1.1 §6.7.2: "shall be used for any identical-digest truncation". A 304 has no body to cut.
      ...(confirmed ? {} : { 'WARC-Truncated': 'length' }),
      ...(original === null ? {} : refersTo(look, original)),
    },
    index: indexFacts(capture, 'warc/revisit'),
  }
}

function refersTo(
  look: Look,
  original: Capture,
): { readonly 'WARC-Refers-To': string } & Readonly<Record<string, string>> {
  return {
    'WARC-Refers-To': warcId(idOf({ ...look, capture: original }, 'response')),
    'WARC-Refers-To-Target-URI': uri(original.final_url),
    'WARC-Refers-To-Date': warcDate(original.time),
  }
}

function requestRecord(look: Look, answer: WarcRecord): WarcRecord {
  const { head, body } = requestMessage(look.capture)
  return {
    ...common(look, 'request'),
    block: Buffer.concat([head, body]),
    payload: hash('sha256', body),
    fields: { 'WARC-Concurrent-To': warcId(answer.id) },
    index: null,
  }
}

/** The redirects that were followed: status and Location is all that the ledger has of them. */
function hopRecords(look: Look): readonly WarcRecord[] {
  const { hops } = look.capture
  return hops.map(({ url, status, location }, at) => ({
    ...common(look, 'response'),
    id: idOf(look, `hop ${at}`),
    target: uri(url),
    block: responseHead(status, { location }),
    payload: hash('sha256', ''),
    fields: { 'WARC-Truncated': 'unspecified' },
    index: { mime: 'unk', status, posted: at === 0 ? posted(look.capture, look.capture.method) : null },
  }))
}

/** A file that a person brought: no answer of a host, so neither request nor HTTP headers. */
function resourceRecord(look: Look): WarcRecord {
  const { capture, payload } = look
  const mime = mediaTypeOf(capture.extension)
  return {
    ...common(look, 'resource'),
    contentType: mime,
    block: payload ?? new Uint8Array(),
    payload: capture.sha256,
    fields: {},
    index: { mime, status: null, posted: null },
  }
}

/** What was made of an answer, as a picture of its page or by a converter; on no index, where it would be found in place of that. */
function conversionRecord(look: Look): WarcRecord | null {
  const { capture, payload, original } = look
  if (capture.role !== 'picture' && capture.role !== 'conversion') return null
  return {
    ...common(look, 'conversion'),
    contentType: mediaTypeOf(capture.extension),
    block: payload ?? new Uint8Array(),
    payload: capture.sha256,
    fields: original === null ? {} : { 'WARC-Refers-To': refersTo(look, original)['WARC-Refers-To'] },
    index: null,
  }
}

function metadataRecord(look: Look, about: WarcRecord): WarcRecord {
  return {
    ...common(look, 'metadata'),
    contentType: 'application/warc-fields',
    block: fieldsBlock(captureFields(look.capture, look.site, look.via)),
    payload: null,
    fields: { 'WARC-Refers-To': warcId(about.id), 'WARC-Concurrent-To': warcId(about.id) },
    index: null,
  }
}

/** Stands for an answer that is withheld: what the ledger knows of it, without a word of what was sent (docs/decisions/0034). */
function withheldRecord(look: Look, { time, by, reason }: Withholding): WarcRecord {
  const decision = [
    ['nianbao-withheld-since', time],
    ['nianbao-withheld-by', by],
    ['nianbao-withheld-reason', reason],
  ] as const
  return {
    ...common(look, 'metadata'),
    contentType: 'application/warc-fields',
    block: fieldsBlock([...captureFields(look.capture, look.site, look.via), ...decision]),
    payload: null,
    fields: {},
    index: null,
  }
}

function common<Type extends WarcRecord['type']>(
  look: Look,
  type: Type,
): Pick<WarcRecord, 'id' | 'date' | 'target' | 'contentType'> & { readonly type: Type } {
  // The answer has one id whether it is a response or a revisit: what refers to it need not ask which.
  const part = type === 'revisit' || type === 'resource' || type === 'conversion' ? 'response' : type
  const message = type === 'request' ? 'request' : 'response'
  const { time, final_url } = look.capture
  return {
    type,
    id: idOf(look, part),
    date: warcDate(time),
    target: uri(final_url),
    contentType: httpMessage(message),
  }
}

/** Escaped as a URI: what a person named on import is not yet. */
const uri = (url: string): string => new URL(url).href

const httpMessage = (kind: 'request' | 'response'): string => `application/http; msgtype=${kind}`

const idOf = ({ archive, site, capture }: Look, part: string): string =>
  archivalId(archive, site, capture, part)

const indexFacts = (capture: Capture, mime: string): IndexFacts => ({
  mime,
  status: capture.status,
  posted: posted(capture, methodOfLastRequest(capture)),
})

const posted = ({ form }: Capture, method: 'GET' | 'POST'): string | null =>
  method === 'POST' ? new URLSearchParams(form ?? {}).toString() : null

function mimeOf(headers: Readonly<Record<string, string>>): string {
  const essence = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[!-~]+$/u.test(essence) ? essence : 'unk'
}
