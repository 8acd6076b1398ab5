import type { Fault } from './answer.ts'
import type { Looks } from './magic.ts'
import { holdsContent } from './scriptedContent.ts'
import { showsMoreThan, titleOf, visibleText, type Visible } from './visibleText.ts'
import {
  blockedWords,
  captchaWords,
  challengeMarks,
  goneTitle,
  goneWords,
  scriptedDetour,
} from './wording.ts'

export type Expectation = 'page' | 'listing' | 'attachment'

/** All that a judgement rests on. */
export interface Evidence {
  readonly status: number
  readonly body: Uint8Array
  readonly looks: Looks
  readonly headers: Readonly<Record<string, string>>
  /** The URL that was asked for, and the one that answered. */
  readonly asked: URL
  readonly answered: URL
}

/** Longer pages are judged by their title only: no challenge or error page seen was half as large. */
const longestStub = 65_536
/** Characters that a reader sees of an error or challenge page at most; the shortest report has several times as many. */
const fewCharacters = 300

/** What a status says by itself, with the body's word on challenges; null for success. `204` and `206` are the body's business. */
export function classifyStatus({ status, body, looks, headers }: Evidence): Fault | null {
  if (status >= 200 && status < 300) return null
  if (status === 404 || status === 410) return fault('not-found', `the host answered ${status}`)
  if (status === 429) return fault('throttled', 'the host answered 429')
  // 加速乐 answers 521 or 512 and 瑞数 412 before any content; a 521 of Cloudflare has no such body.
  const source = body.length <= longestStub ? latin1(body) : ''
  if (challengeMarks.some((mark) => mark.test(source))) {
    return fault('challenge-page', `a script challenge (${status})`)
  }
  if (looks === 'html' && body.length > 0 && status < 500 && isDetour(body, visibleText(body))) {
    return fault('challenge-page', `a script instead of content (${status})`)
  }
  if (status === 503 && 'retry-after' in headers)
    return fault('throttled', 'the host answered 503, Retry-After')
  if (status >= 500) return fault('server-error', `the host answered ${status}`)
  return fault('blocked', `the host answered ${status}`)
}

/**
 * Judges a body that came with success: a fault when it shows that it is not the content, else null.
 * Whether it *is* the content (a listing of the family, a report) is for the stages that read it.
 */
export function classifyBody(evidence: Evidence, expect: Expectation): Fault | null {
  const astray = wentAstray(evidence)
  if (astray !== null) return astray
  switch (evidence.looks) {
    case 'html':
      return expect === 'attachment' ? htmlForFile(evidence) : htmlPage(evidence.body)
    case 'image':
      return imageForContent(evidence, expect)
    case 'json':
    case 'other':
      return expect === 'attachment' ? wordsForFile(evidence) : null
    case 'empty':
    case 'xml':
    case 'pdf':
    case 'zip':
    case 'ole':
    case 'rtf':
      return null
  }
}

/** Redirected from a deep page to the front page, or to a page that is named as an error: the host has no such page. */
function wentAstray({ asked, answered }: Evidence): Fault | null {
  if (asked.pathname === answered.pathname) return null
  const front = /^\/(?:(?:index|default|home)\.\w+)?$/iu
  if (front.test(answered.pathname) && answered.search === '' && !front.test(asked.pathname)) {
    return fault('soft-404', `redirected to the front page ${answered.href}`)
  }
  if (/\/(?:404|error|notfound|not_found)(?:\.\w+|\/)?$/iu.test(answered.pathname)) {
    return fault('soft-404', `redirected to the error page ${answered.href}`)
  }
  return null
}

function htmlPage(body: Uint8Array): Fault | null {
  const title = titleOf(body)
  if (goneTitle.test(title)) return fault('soft-404', `an error page sent as 200: ${title}`)
  // Three bytes a character at most: whatever shows more is no stub, and need not be stripped to know it.
  if (body.length > longestStub || showsMoreThan(body, 3 * fewCharacters)) return null
  const visible = visibleText(body)
  if (visible.text.length > fewCharacters) return null
  const source = latin1(body)
  if (challengeMarks.some((mark) => mark.test(source))) return fault('challenge-page', 'a script challenge')
  if (isDetour(body, visible)) return fault('challenge-page', 'a script instead of content')
  if (captchaWords.test(visible.text) && visible.leadsOn)
    return fault('captcha', 'a captcha instead of content')
  if (blockedWords.test(visible.text)) return fault('blocked', `refused: ${excerpt(visible.text)}`)
  if (goneWords.test(visible.text)) {
    return fault('soft-404', `an error page sent as 200: ${excerpt(visible.text)}`)
  }
  // What a challenge leaves behind that did not run: nothing to read and nothing that leads on.
  const blank = visible.text === '' && visible.title === '' && !visible.leadsOn && !/<script\b/iu.test(source)
  return blank ? fault('blocked', 'a page without anything on it') : null
}

/** Nothing to read, nothing that leads on, and a script that goes elsewhere. */
function isDetour(body: Uint8Array, visible: Visible): boolean {
  const showsNothing = visible.text.length < 20 && !visible.leadsOn
  return showsNothing && scriptedDetour.test(latin1(body)) && !holdsContent(body)
}

function htmlForFile(evidence: Evidence): Fault | null {
  const { body, asked } = evidence
  const source = latin1(body.subarray(0, longestStub))
  // Word and Excel save "as web page" under .doc and .xls; and some attachments are linked as pages.
  if (source.includes('urn:schemas-microsoft-com:office')) return null
  if (/\.s?html?$/iu.test(asked.pathname)) return htmlPage(body)
  const known = htmlPage(body)
  if (known !== null) return known
  const visible = visibleText(body.subarray(0, longestStub))
  if (captchaWords.test(visible.text) || captchaWords.test(visible.title)) {
    return fault('captcha', 'a captcha instead of the file')
  }
  return fault('blocked', `a page instead of the file: ${visible.title || excerpt(visible.text)}`)
}

/** An image where a document is named, or a tiny one where nothing says that an image is meant, is a captcha. */
function imageForContent({ body, asked, headers }: Evidence, expect: Expectation): Fault | null {
  const named = `${asked.pathname}${asked.search} ${headers['content-disposition'] ?? ''}`
  if (/\.(?:png|jpe?g|gif|bmp|webp)\b/iu.test(named)) return null
  const smallest = 10_240
  const meantOtherwise =
    expect !== 'attachment' || /\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|zip|rar)\b/iu.test(named)
  return meantOtherwise || body.length < smallest ? fault('captcha', 'an image instead of content') : null
}

/** JSON or a few words where a file was expected: an error message, unless the URL names such a file. */
function wordsForFile({ body, asked, looks }: Evidence): Fault | null {
  if (body.length > 2048 || /\.(?:json|txt|csv)$/iu.test(asked.pathname)) return null
  const { text } = visibleText(body)
  if (goneWords.test(text)) return fault('soft-404', `a message instead of the file: ${excerpt(text)}`)
  return looks === 'json' ? fault('blocked', `a message instead of the file: ${excerpt(text)}`) : null
}

function fault(code: Fault['code'], message: string): Fault {
  return { code, message }
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
