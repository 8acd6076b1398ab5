import { decode } from '../model/decodeText.ts'
import { scriptsOf } from '../model/scripts.ts'
import type { Fault } from './answer.ts'
import { faultOfMessage, loadsScripts } from './wordsFault.ts'

const box = /\balert\s*\(\s*(?:"([^"]*)"|'([^']*)')/u
const leaving = /\bhistory\s*\.\s*(?:back|go)\s*\(|\bwindow\s*\.\s*(?:close|opener)\b|\blocation\b/u

/**
 * The fault of a page whose only content is a message box that then leads away (`alert("文件不存在！");history.back()`): what it
 * says is an error in words, and no challenge. Null for any other page, also for one that loads scripts, whose own boxes wait.
 */
export function faultOfBox(body: Uint8Array): Fault | null {
  const { text } = decode(body)
  if (loadsScripts(text)) return null
  const script = scriptsOf(text).find((words) => box.test(words) && leaving.test(words))
  const found = box.exec(script ?? '')
  return found === null ? null : faultOfMessage(found[1] ?? found[2] ?? '')
}
