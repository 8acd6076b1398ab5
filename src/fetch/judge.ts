import { NianbaoError } from '../errors.ts'
import { exhaustionFault } from '../model/exhaustion.ts'
import type { Answer, Fault, Reply } from './answer.ts'
import { classifyBody, classifyStatus } from './classify.ts'
import { decodeContent } from './decodeContent.ts'
import type { Evidence, Expectation } from './evidence.ts'
import { formatFault } from './formatFault.ts'
import { looksLike } from './magic.ts'
import { refreshedTo } from './refresh.ts'

/** A redirect (by status or written in HTML) that may be followed, or what is to be said of the answer. `body` is null when it could not be decoded. */
export type Verdict =
  | { readonly kind: 'redirect'; readonly answer: Answer; readonly location: string }
  | { readonly kind: 'good'; readonly answer: Answer; readonly body: Uint8Array }
  | {
      readonly kind: 'bad'
      readonly fault: Fault
      readonly answer: Answer | null
      readonly body: Uint8Array | null
    }

export interface Question {
  readonly asked: URL
  readonly answered: URL
  /** `robots`, `nothing`: only status and transport are judged. */
  readonly expect: Expectation | 'robots' | 'nothing'
  readonly conditional: boolean
  readonly maxBytes: number
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Judges one reply: transport, status, content coding, format, and what it shows itself to be, in this order. */
export async function judge({ answer, fault }: Reply, question: Question): Promise<Verdict> {
  if (answer === null) {
    return { kind: 'bad', fault: fault ?? { code: 'unreachable', message: 'no answer' }, answer, body: null }
  }
  const location = answer.headers['location']
  if (redirects.has(answer.status) && location !== undefined) return { kind: 'redirect', answer, location }
  if (answer.status === 304 && question.conditional) return { kind: 'good', answer, body: new Uint8Array() }

  const decoded = fault === null ? await decode(answer, question.maxBytes) : { body: answer.bytes, fault }
  const evidence: Evidence = {
    status: answer.status,
    body: decoded.body,
    looks: looksLike(decoded.body),
    headers: answer.headers,
    asked: question.asked,
    answered: question.answered,
  }
  const sentTo = decoded.fault === null && isContent(question) ? refreshedTo(evidence) : null
  if (sentTo !== null) return { kind: 'redirect', answer, location: sentTo }
  // A 404 or 503 that is cut short is still a 404 or 503.
  const found =
    classifyStatus(evidence) ??
    decoded.fault ??
    (question.expect === 'robots' || question.expect === 'nothing'
      ? null
      : contentFault(answer, evidence, question.expect))
  if (found === null) return { kind: 'good', answer, body: decoded.body }
  return { kind: 'bad', fault: found, answer, body: found.code === 'too-large' ? null : decoded.body }
}

/** Whether content is wanted, and not only what the host says of itself. */
function isContent({ expect }: Question): boolean {
  return expect !== 'robots' && expect !== 'nothing'
}

async function decode(
  answer: Answer,
  maxBytes: number,
): Promise<{ readonly body: Uint8Array; readonly fault: Fault | null }> {
  try {
    const plain = await decodeContent(answer.bytes, answer.headers['content-encoding'], maxBytes)
    return { body: plain ?? answer.bytes, fault: null }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    return { body: answer.bytes, fault: { code: error.code, message: error.message, cause: error } }
  }
}

function contentFault(answer: Answer, evidence: Evidence, expect: Expectation): Fault | null {
  if (answer.status === 206) return { code: 'truncated-body', message: 'a part (206) that nobody asked for' }
  if (evidence.looks === 'empty') {
    // An attachment that is announced as empty is what the host publishes; whoever reads it says `empty-file`.
    const published = expect === 'attachment' && answer.headers['content-length'] === '0'
    return published ? null : { code: 'truncated-body', message: 'an empty body' }
  }
  const measured = answer.framed || evidence.body !== answer.bytes
  const cut = formatFault(evidence.body, evidence.looks, measured)
  if (cut !== null) return { code: 'truncated-body', message: cut }
  try {
    return classifyBody(evidence, expect)
  } catch (error) {
    const exhausted = exhaustionFault(error)
    if (exhausted === null) throw error
    return { code: exhausted.code, message: exhausted.message, cause: error }
  }
}
