import { decode } from '../model/decodeText.ts'
import { assignedObjects, scriptsOf } from '../model/scripts.ts'

/** A challenge's own words (正在进行安全验证，请稍候) are fewer; a title and a publisher alone are more. */
const fewestCharacters = 30

/**
 * Whether the scripts of a page hold what it prints later: an object in Chinese words (`window._CONFIG = {TREE: […]}`, Guangdong's
 * gkmlpt). Such a page shows nothing by itself, may send mobile readers elsewhere, and is no challenge.
 */
export function holdsContent(body: Uint8Array): boolean {
  return scriptsOf(decode(body).text)
    .flatMap(assignedObjects)
    .some(({ value }) => (JSON.stringify(value).match(/\p{Script=Han}/gu)?.length ?? 0) >= fewestCharacters)
}
