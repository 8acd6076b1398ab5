import type { Fault } from './answer.ts'
import { movedNotice } from './moved.ts'
import { holdsContent } from './scriptedContent.ts'
import { latin1, linksDocument, showsMoreThan, titleOf, visibleText, type Visible } from './visibleText.ts'
import {
  blockedWords,
  captchaMarks,
  captchaWords,
  challengeMarks,
  challengeTitle,
  goneTitle,
  goneWords,
  maintenanceWords,
  scriptedDetour,
} from './wording.ts'

/** Longer pages are judged by their title only: no challenge or error page seen was half as large. */
export const longestStub = 65_536
/** Characters that a reader sees of an error or challenge page at most; the shortest report has several times as many. */
const fewCharacters = 300
/** Fewer are no sentence. */
const aWord = 20

/**
 * How a page (HTML, sent with success) shows that it is not what was asked for, or null. Only pages with little to read are
 * searched for words, so a report that speaks of captchas or of pages not found is safe, and so is a short letter that links
 * its file.
 */
export function pageFault(body: Uint8Array, expect: 'page' | 'listing', answered: URL): Fault | null {
  const title = titleOf(body)
  if (goneTitle.test(title)) return fault('soft-404', `an error page sent as 200: ${title}`)
  // Three bytes a character at most: whatever shows more is no stub, and need not be stripped to know it.
  if (body.length > longestStub || showsMoreThan(body, 3 * fewCharacters)) return null
  const visible = visibleText(body)
  if (visible.text.length > fewCharacters) return null
  const source = latin1(body)
  if (challengeMarks.some((mark) => mark.test(source))) return fault('challenge-page', 'a script challenge')
  if (linksDocument(source)) return null
  const moved = movedNotice(body, visible, answered)
  if (moved !== null) return moved
  return faultOfWords(source, visible) ?? faultOfNothing(body, visible, expect)
}

function faultOfWords(source: string, { title, text, leadsOn }: Visible): Fault | null {
  const said = `${title} ${text}`
  if (leadsOn && (captchaWords.test(said) || captchaMarks.test(source))) {
    return fault('captcha', 'a captcha instead of content')
  }
  if (blockedWords.test(said)) return fault('blocked', `refused: ${excerpt(text || title)}`)
  if (goneWords.test(text) || maintenanceWords.test(text)) {
    return fault('soft-404', `an error page sent as 200: ${excerpt(text)}`)
  }
  return null
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
  if (scripted && (!shell || scriptedDetour.test(source))) {
    return fault('challenge-page', 'a script instead of content')
  }
  const blank = !scripted && visible.text === '' && visible.title === ''
  return blank ? fault('blocked', 'a page without anything on it') : null
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

export function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
