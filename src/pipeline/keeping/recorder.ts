import { createHash } from 'node:crypto'
import { extensionOf } from '../../archive/extension.ts'
import { NianbaoError, type FailureCode } from '../../errors.ts'
import type { Expectation } from '../../fetch/evidence.ts'
import type { Exchange, FetchOutcome } from '../../model/exchange.ts'
import type { Get } from '../../model/page.ts'
import {
  renderedAs,
  requestKey,
  type RecordedExchange,
  type Recording,
  type RecordingIndex,
} from '../../model/recording.ts'
import { pageOf } from '../pageOf.ts'
import type { Ask } from './askOnce.ts'

/** A page or file of more bytes makes a checkout heavy and a difference unreadable. */
const largestBody = 1024 * 1024
/** What one recording may hold: a column of annual reports takes a few dozen responses and a few hundred kilobytes. */
const mostResponses = 400
const largestRecording = 4 * 1024 * 1024

/** Facts of a site, which the next look would find again; any other refusal is the network's mood. */
const lasting: ReadonlySet<FailureCode> = new Set([
  'not-found',
  'soft-404',
  'host-not-allowed',
  'private-address',
  'robots-disallowed',
  'too-large',
])
/** Of a file also these: a captcha before downloads stays, and the page around it is recorded all the same. */
const lastingOfFiles: ReadonlySet<FailureCode> = new Set([...lasting, 'captcha', 'blocked'])

type Role = RecordedExchange['role']
const expectations: Readonly<Record<Role, Expectation>> = {
  listing: 'listing',
  report: 'page',
  trap: 'page',
  attachment: 'attachment',
}

/** Writes down what a look at a site asks for and gets. */
export interface Recorder {
  get(role: Role): Get
  /** @throws NianbaoError why this look must not be kept */
  finish(facts: Omit<RecordingIndex, 'schema' | 'exchanges'>): Recording
}

export function openRecorder(ask: Ask): Recorder {
  const exchanges = new Map<string, RecordedExchange>()
  const bodies = new Map<string, Uint8Array>()
  const faults: NianbaoError[] = []
  let size = 0

  function note(role: Role, request: Parameters<Get>[0], outcome: FetchOutcome): void {
    const key = requestKey(request)
    if (exchanges.has(key)) return
    const { url, method = 'GET', form = null, json, render } = request
    const asked = {
      ...{ role, method, url, form },
      ...(json !== undefined && { json }),
      ...(render && { rendered: renderedAs(render) }),
    }
    if (outcome.kind === 'refused') {
      const { code, message } = outcome
      if (!(role === 'attachment' ? lastingOfFiles : lasting).has(code)) faults.push(asError(outcome))
      exchanges.set(key, { ...asked, answer: { refused: code, message } })
      return
    }
    const { exchange } = outcome
    const { length } = exchange.body
    if (length > largestBody && role === 'attachment') {
      const message = `${url}: ${length} bytes, a recording keeps files of at most ${largestBody}`
      exchanges.set(key, { ...asked, answer: { refused: 'too-large', message } })
      return
    }
    const body = bodyName(role, key, url, exchange)
    exchanges.set(key, { ...asked, answer: answerOf(exchange, body) })
    bodies.set(body, exchange.body)
    size += length
    const fault = limitPassed(url, length, exchanges.size, size)
    if (fault !== null) faults.push(fault)
  }

  return {
    get: (role) => async (request) => {
      const [fault] = faults
      if (fault !== undefined) throw fault
      const outcome = await ask(request, expectations[role])
      note(role, request, outcome)
      const kept = exchanges.get(requestKey(request))?.answer
      if (outcome.kind === 'refused') throw asError(outcome)
      if (kept !== undefined && 'refused' in kept) throw new NianbaoError(kept.refused, kept.message)
      return pageOf(outcome.exchange)
    },
    finish(facts) {
      const [fault] = faults
      if (fault !== undefined) throw fault
      return {
        index: { schema: 'nianbao/recording@1', ...facts, exchanges: [...exchanges.values()] },
        bodies,
      }
    },
  }
}

function limitPassed(url: string, length: number, responses: number, size: number): NianbaoError | null {
  if (length > largestBody) {
    const message = `${url}: ${length} bytes; a recording keeps pages of at most ${largestBody}`
    return new NianbaoError('too-large', message)
  }
  if (responses <= mostResponses && size <= largestRecording) return null
  const message = `${url}: the recording passes ${mostResponses} responses or ${largestRecording} bytes; name a smaller column in the site file`
  return new NianbaoError('too-large', message)
}

const asError = ({ code, message, cause }: Extract<FetchOutcome, { kind: 'refused' }>): NianbaoError =>
  new NianbaoError(code, message, { cause })

function answerOf(exchange: Exchange, body: string): RecordedExchange['answer'] {
  const { finalUrl, status, responseHeaders, sha256 } = exchange
  const size = exchange.body.length
  return { final_url: finalUrl, status, headers: lastingHeaders(responseHeaders), body, sha256, size }
}

/** Of one connection (RFC 9110 §7.6.1) or of one moment: another recording of the same site would differ in them. */
const passing =
  /^(?:date|age|expires|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length|content-encoding|x-request-id|via|x-cache.*|x-served-by|cf-.*)$/u
const secret = /cookie|token|auth|session|csrf|secret/u

function lastingHeaders(headers: Exchange['responseHeaders']): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).filter(([name]) => !passing.test(name) && !secret.test(name))
  return Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Says what it is and where it came from; the hash of the request keeps it apart, and is the same next time. */
function bodyName(role: Role, key: string, url: string, { body }: Exchange): string {
  const { pathname } = new URL(url)
  const words =
    pathname
      .toLowerCase()
      .replace(/\.\w+$/u, '')
      .match(/[a-z0-9]+/gu) ?? []
  const slug = words.reduceRight(
    (tail, word) => (tail.length + word.length < 40 ? `${word}-${tail}` : tail),
    '',
  )
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return `${role}-${slug}${hash}.${extensionOf(body)}`
}
