import type { Fault } from './answer.ts'
import type { Visible } from './visibleText.ts'
import {
  blockedWords,
  busyWords,
  captchaMarks,
  captchaWords,
  goneWords,
  maintenanceWords,
} from './wording.ts'

/** The fault that a page with little to read states in words, or null. `source`: its bytes as Latin-1. */
export function faultOfWords(source: string, { title, text, leadsOn }: Visible): Fault | null {
  const said = `${title} ${text}`
  if (leadsOn && (captchaWords.test(said) || captchaMarks.test(source))) {
    return { code: 'captcha', message: 'a captcha instead of content' }
  }
  if (blockedWords.test(said)) return { code: 'blocked', message: `refused: ${excerpt(text || title)}` }
  // Pages that load their content keep words ready for when that fails (加载失败，请稍后再试).
  const busy = busyWords.test(text) && !loadsScripts(source)
  if (busy || goneWords.test(text) || maintenanceWords.test(text)) {
    return { code: 'soft-404', message: `an error page sent as 200: ${excerpt(text)}` }
  }
  return null
}

/** Whether a page loads a script from elsewhere; the answer of a program that failed does not. */
export function loadsScripts(source: string): boolean {
  return /<script\s[^>]*\bsrc\s*=/iu.test(source)
}

/** The fault of a message (JSON, XML, a few words) that stands in the place of content. */
export function faultOfMessage(text: string): Fault {
  const code = blockedWords.test(text) ? 'blocked' : 'soft-404'
  return { code, message: `a message instead of content: ${excerpt(text.replace(/\s+/gu, ' ').trim())}` }
}

/** Whether a text is an error's or a refusal's by its words. */
export function saysFault(text: string): boolean {
  return [blockedWords, goneWords, maintenanceWords, busyWords].some((words) => words.test(text))
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
