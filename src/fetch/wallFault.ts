import type { Fault } from './answer.ts'
import type { Visible } from './visibleText.ts'
import { blockedWords, captchaWords, scriptedDetour, verifyWords, wallTitle } from './wording.ts'
import { excerpt } from './wordsFault.ts'

/** A firewall explains itself in a few paragraphs, not in pages. */
const longestWall = 3000

/**
 * The fault of a page with much to read that seems to be a firewall's (安全提示), or null. Its words alone prove nothing, since
 * articles have them too: its title must say so as well, or a script that sets a cookie and loads the page again.
 */
export function faultOfWall(source: string, { title, text, leadsOn }: Visible): Fault | null {
  if (text.length > longestWall) return null
  const entitled = wallTitle.test(title)
  const reloads = /document\.cookie\s*=/u.test(source) && /\blocation\.reload\s*\(/u.test(source)
  if ((entitled || reloads) && verifyWords.test(text)) {
    return leadsOn
      ? { code: 'captcha', message: 'a captcha instead of content' }
      : { code: 'challenge-page', message: 'a script instead of content' }
  }
  if (!entitled) return null
  if (captchaWords.test(text) || blockedWords.test(text)) {
    return { code: 'blocked', message: `refused: ${excerpt(text)}` }
  }
  return scriptedDetour.test(source)
    ? { code: 'challenge-page', message: 'a script instead of content' }
    : null
}
