import { isLoginAddress } from '../model/loginAddress.ts'
import type { Fault } from './answer.ts'
import type { Evidence, Expectation } from './evidence.ts'
import { faultOfLedToList, faultOfShell } from './faultOfShell.ts'
import { isChallenge, isDetour, longestStub, pageFault } from './pageFault.ts'
import { strangerFault } from './strangerFault.ts'
import { latin1, visibleText } from './visibleText.ts'
import { blockedWords, captchaWords } from './wording.ts'
import { excerpt, faultForNow } from './wordsFault.ts'

/** What a status says by itself, with the body's word on challenges; null for success. `204` and `206` are the body's business. */
export function classifyStatus({ status, body, looks, headers }: Evidence): Fault | null {
  if (status >= 200 && status < 300) return null
  if (status === 404 || status === 410) return fault('not-found', `the host answered ${status}`)
  if (status === 429) return fault('throttled', 'the host answered 429')
  // 加速乐 answers 521 or 512 and 瑞数 412 before any content; a 521 of Cloudflare has no such body.
  if (isChallenge(body) || (looks === 'html' && (status < 500 || status >= 512) && isDetour(body))) {
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
      return htmlFault(evidence, expect)
    case 'image':
      return imageForContent(evidence, expect)
    case 'json':
    case 'xml':
    case 'other':
      return expect === 'listing' ? null : strangerFault(evidence, expect, (page) => htmlFault(page, expect))
    case 'empty':
    case 'pdf':
    case 'zip':
    case 'ole':
    case 'rtf':
      return null
  }
}

/** Redirected from a deep page to the front page, or to a page that is named as an error: the host has no such page; or to a login. */
function wentAstray({ asked, answered, body, looks }: Evidence): Fault | null {
  // An article may bear any number, 404 among them.
  if (placeOf(asked) === placeOf(answered) && asked.pathname !== '/') return null
  const front = /^\/(?:(?:index|default|home)\.\w+)?$/iu
  if (front.test(answered.pathname) && answered.search === '' && !front.test(asked.pathname)) {
    return fault('soft-404', `redirected to the front page ${answered.href}`)
  }
  if (isLoginAddress(answered.href) && !isLoginAddress(asked.href))
    return fault('blocked', `asks for a login: redirected to ${answered.href}`)
  if (/\/(?:[45]\d\d|error|notfound|not_found|busy)(?:\.\w+|\/)?$/iu.test(answered.pathname)) {
    const passing = /\/(?:5\d\d|busy)\b/u.test(answered.pathname) ? 'server-error' : 'soft-404'
    const said = looks === 'html' ? faultForNow(visibleText(body.subarray(0, longestStub)).text) : null
    return said ?? fault(passing, `redirected to the error page ${answered.href}`)
  }
  return null
}

const placeOf = ({ pathname }: URL): string => pathname.replace(/\/$/u, '')

function htmlFault(evidence: Evidence, expect: Expectation): Fault | null {
  if (expect === 'attachment') return htmlForFile(evidence)
  const { body, answered } = evidence
  const fault = pageFault(body, expect, answered)
  return fault ?? (expect === 'page' ? (ledToList(evidence) ?? faultOfShell(body)) : null)
}

/** An article that was taken away often leads to the list that it stood on. */
function ledToList({ asked, answered, body }: Evidence): Fault | null {
  return placeOf(asked) === placeOf(answered) ? null : faultOfLedToList(body)
}

function htmlForFile({ body, asked, answered }: Evidence): Fault | null {
  const known = pageFault(body, 'page', answered)
  // Word and Excel save "as web page" under .doc and .xls; and some attachments are linked as pages.
  if (latin1(body.subarray(0, longestStub)).includes('urn:schemas-microsoft-com:office')) return known
  if (/\.s?html?$/iu.test(asked.pathname) || known !== null) return known
  const { text, title } = visibleText(body.subarray(0, longestStub))
  if (captchaWords.test(text) || captchaWords.test(title)) {
    return fault('captcha', 'a captcha instead of the file')
  }
  const refuses = blockedWords.test(`${title} ${text}`) || title.includes('登录')
  // A page of the site in place of one file refuses nothing, and must not pause the host.
  return fault(refuses ? 'blocked' : 'soft-404', `a page instead of the file: ${title || excerpt(text)}`)
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

function fault(code: Fault['code'], message: string): Fault {
  return { code, message }
}
