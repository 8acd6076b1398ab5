import { foldSpace } from '../model/foldSpace.ts'
import type { Fault } from './answer.ts'
import type { Visible } from './visibleText.ts'
import {
  blockedWords,
  busyWords,
  captchaMarks,
  captchaWords,
  goneWords,
  lostWords,
  maintenanceWords,
  rateWords,
} from './wording.ts'

/** The fault that a page with little to read states in words, or null. `source`: its bytes as Latin-1. */
export function faultOfWords(source: string, { title, text, leadsOn }: Visible): Fault | null {
  const said = `${title} ${text}`
  if (leadsOn && (captchaWords.test(said) || captchaMarks.test(source))) {
    return { code: 'captcha', message: 'a captcha instead of content' }
  }
  if (blockedWords.test(said)) return { code: 'blocked', message: `refused: ${excerpt(text || title)}` }
  // Pages that load their content keep words ready for when that fails (加载失败，请稍后再试).
  const ready = loadsScripts(source)
  if (goneWords.test(text) || (lostWords.test(text) && !ready)) return errorPage('soft-404', text)
  return faultForNow(text, ready)
}

/** The fault of a text that says that the host gives nothing for now (过于频繁, 繁忙, 维护): it passes, and what was asked for may be there. */
export function faultForNow(text: string, ready = false): Fault | null {
  if (rateWords.test(text)) return errorPage('throttled', text, rateWords)
  if (!ready && busyWords.test(text)) return errorPage('server-error', text, busyWords)
  return maintenanceWords.test(text) ? errorPage('server-error', text, maintenanceWords) : null
}

/** `words`: what in the text says it, which may come behind the menus of the site. */
function errorPage(code: Fault['code'], text: string, words: RegExp = goneWords): Fault {
  const at = Math.max(0, text.search(words) - leadIn)
  return { code, message: `an error page sent as 200: ${excerpt(text.slice(at))}` }
}

/** Characters before the word that tells: 您的访问过于频繁. */
const leadIn = 8

/** Whether a page loads a script from elsewhere; the answer of a program that failed does not. */
export function loadsScripts(source: string): boolean {
  return /<script\s[^>]*\bsrc\s*=/iu.test(source)
}

/** The fault of a message (JSON, XML, a few words) that stands in the place of content. */
export function faultOfMessage(text: string): Fault {
  const said = excerpt(foldSpace(text))
  const code = blockedWords.test(text) ? 'blocked' : codeOfMessage(text)
  return { code, message: `a message instead of content: ${said}` }
}

const codeOfMessage = (text: string): Fault['code'] =>
  goneWords.test(text) || lostWords.test(text) ? 'soft-404' : (faultForNow(text)?.code ?? 'soft-404')

/** Whether a text is an error's or a refusal's by its words. */
export function saysFault(text: string): boolean {
  return [blockedWords, goneWords, lostWords, rateWords, busyWords, maintenanceWords].some((words) =>
    words.test(text),
  )
}

/** Characters that a page says besides its title and its refusals; 登录 注册 首页 are fewer. */
const aClause = 12

/** Whether a page says anything but its title and clauses that refuse: a wall under the title of its article does not. */
export function saysMoreThanRefusals({ title, text }: Visible): boolean {
  const rest = text
    .replaceAll(title === '' ? '\0' : title, ' ')
    .split(/[。！!；;，,\s]+/u)
    .filter((clause) => !captchaWords.test(clause) && !saysFault(clause))
  return rest.join('').length >= aClause
}

export function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
