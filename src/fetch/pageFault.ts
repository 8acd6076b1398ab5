import { decode } from '../model/decodeText.ts'
import { headingsIn } from '../model/reportHeadings.ts'
import { scriptsOf } from '../model/scripts.ts'
import type { Fault } from './answer.ts'
import { listsReports } from './listsReports.ts'
import { movedNotice } from './moved.ts'
import { isEntitledReport } from './readsLikeReport.ts'
import { faultOfBox } from './messageBox.ts'
import { holdsContent } from './scriptedContent.ts'
import { showsReport } from './showsReport.ts'
import { latin1, linksDocument, showsMoreThan, titleOf, visibleText, type Visible } from './visibleText.ts'
import { faultOfWall } from './wallFault.ts'
import { faultOfWords, saysMoreThanRefusals } from './wordsFault.ts'
import {
  challengeMarks,
  challengeOnlyMarks,
  challengeTitle,
  goneTitle,
  scriptedDetour,
  unwellTitle,
} from './wording.ts'

/** Longer pages are judged by their title and the marks of challenges only: no error page seen was half as large. */
export const longestStub = 65_536
/** Characters that a reader sees of an error or challenge page at most; the shortest report has several times as many. */
const fewCharacters = 300
/** Fewer are no sentence. */
const aWord = 20

/**
 * How a page (HTML, sent with success) shows that it is not what was asked for, or null. Only pages with little to read are
 * searched for words, and only those that bear no sign of a report or of a listing; so a report that speaks of captchas or
 * of pages not found is safe, and so is a short letter that links its file.
 */
export function pageFault(body: Uint8Array, expect: 'page' | 'listing', answered: URL): Fault | null {
  const title = titleOf(body)
  if (goneTitle.test(title)) return fault('soft-404', `an error page sent as 200: ${title}`)
  if (unwellTitle.test(title)) return fault('server-error', `an error page sent as 200: ${title}`)
  // Three bytes a character at most: whatever shows more is no stub, and need not be stripped to know it.
  const long = body.length > longestStub || showsMoreThan(body, 3 * fewCharacters)
  const visible = long ? null : visibleText(body)
  if (visible === null || visible.text.length > fewCharacters) return longPageFault(body, expect)

  const source = latin1(body)
  const lists = expect === 'listing' && listsReports(body)
  if (lists) return null
  if (challengeMarks.some((mark) => mark.test(source))) return fault('challenge-page', 'a script challenge')
  return linksDocument(source) ? null : shortPageFault(body, visible, expect, answered)
}

/** A page with little to read, without a mark of a challenge and without a document that it links. */
function shortPageFault(
  body: Uint8Array,
  visible: Visible,
  expect: 'page' | 'listing',
  answered: URL,
): Fault | null {
  const { text: source } = decode(body)
  if (headingsIn(source) > 1) return null
  const entitled = isEntitledReport(source)
  const moved = entitled && visible.text.length >= aWord ? null : movedNotice(body, visible, answered)
  if (moved !== null) return moved
  if (entitled && (showsPictures(source) || saysMoreThanRefusals(visible))) return null
  return faultOfWords(latin1(body), visible) ?? faultOfNothing(body, visible, expect)
}

/** A page with much to read is a challenge or a wall only where more than its words says so. */
function longPageFault(body: Uint8Array, expect: 'page' | 'listing'): Fault | null {
  const source = latin1(body)
  const marked = challengeOnlyMarks.some((mark) => mark.test(source))
  const wall = body.length > longestStub ? null : faultOfWall(source, visibleText(body))
  if (!marked && wall === null) return null
  const isContent = linksDocument(source) || showsReport(body) || (expect === 'listing' && listsReports(body))
  if (isContent) return null
  return marked ? fault('challenge-page', 'a script challenge') : wall
}

/** Whether a page shows pictures as the scan of a report has them: several, none of them by its name a logo or a captcha. */
function showsPictures(source: string): boolean {
  const pictures = source
    .split(/<img\s/iu)
    .slice(1)
    .map((piece) => piece.split('>', 1)[0] ?? '')
    .filter((tag) => !/captcha|verif|code|rand|yzm|createimage|logo|icon|banner/iu.test(tag))
  return pictures.length > 1
}

/**
 * A page on which there is nothing to read or to follow: a challenge that waits for its script, what one leaves behind that
 * failed, or a shell. Listings may be shells: their rows come by requests that the family makes.
 */
function faultOfNothing(body: Uint8Array, visible: Visible, expect: 'page' | 'listing'): Fault | null {
  if (!showsNothing(visible) || holdsContent(body)) return null
  const source = latin1(body)
  const scripted = /<script\b/iu.test(source)
  const shell = expect === 'listing' && visible.title !== '' && !challengeTitle.test(visible.title)
  const box = faultOfBox(body)
  if (box !== null && !shell) return box
  if (scripted && (!shell || sendsElsewhere(source))) {
    return fault('challenge-page', 'a script instead of content')
  }
  const blank = !scripted && visible.text === '' && visible.title === ''
  return blank ? fault('blocked', 'a page without anything on it') : null
}

/** Whether a script of a shell goes elsewhere with every reader. That it sends phones to their own pages, or sets a cookie, is usual. */
function sendsElsewhere(source: string): boolean {
  return scriptsOf(source).some(
    (script) =>
      scriptedDetour.test(script.replace(/document\.cookie\s*=/gu, '')) &&
      !/iPhone|Android|Mobile|\buserAgent\b/iu.test(script),
  )
}

/** Whether a body of any status carries the mark of a challenge product. */
export function isChallenge(body: Uint8Array): boolean {
  if (body.length > longestStub) return false
  const source = latin1(body)
  return challengeMarks.some((mark) => mark.test(source))
}

/** Whether a page of any status has nothing to read, nothing that leads on, and a script that goes elsewhere. */
export function isDetour(body: Uint8Array): boolean {
  return (
    body.length <= longestStub &&
    showsNothing(visibleText(body)) &&
    scriptedDetour.test(latin1(body)) &&
    !holdsContent(body)
  )
}

/** Whether there is nothing to read and nothing to follow. */
function showsNothing({ text, leadsOn }: Visible): boolean {
  return text.length < aWord && !leadsOn
}

function fault(code: Fault['code'], message: string): Fault {
  return { code, message }
}
