import type { Json } from '../model/json.ts'
import { assignedObjects, isObject, type JsonObject } from '../model/scripts.ts'

/** An address that a script names as one, and the words that it has for it. */
export interface ScriptedAddress {
  readonly address: string
  readonly words: readonly string[]
  /** Media type, where an element names it. */
  readonly type?: string
}

/** What is given to a variable or member named like a file, or to a function that opens an address. */
const ADDRESS =
  /(?:(?:pdf|file|attach|doc|url|src|path|href)[\w$]{0,40}["']?\s{0,20}[:=]|\b(?:open|embed|showVsbpdfIframe|replace|assign)\s{0,20}\(|\battr\(\s{0,20}["']\w+["']\s{0,20},)\s{0,20}(["'`])([^"'`\n]{1,500})\1/giu
/** What other functions are given can be a name as well: only with a slash in it is it an address. */
const CALL =
  /(?:pdf|down|view|file|attach)[\w$]{0,40}\s{0,20}\(\s{0,20}(["'`])([^"'`\n]{0,250}\/[^"'`\n]{0,250})\1/giu

/** Addresses in the words of a script, of a click or of a `javascript:` link, as far as they look like one. */
export function addressesIn(script: string): readonly ScriptedAddress[] {
  const text = script.replaceAll('\\/', '/')
  const found = [...text.matchAll(ADDRESS), ...text.matchAll(CALL)]
  return found.map(([, , address = '']) => ({ address, words: [] }))
}

const PAGE_IMAGE = /(["'`])(\/__local\/[^"'`\s]+\.(png|jpe?g|gif|bmp|tiff?|webp))\1/giu

/** Pictures of a scan's pages, which 博达 VSB lists in the script that shows a PDF elsewhere. */
export function pageImagesIn(script: string): readonly ScriptedAddress[] {
  if (!script.includes('showVsbpdfIframe')) return []
  return [...script.replaceAll('\\/', '/').matchAll(PAGE_IMAGE)].map(
    ([, , address = '', kind = ''], index) => ({ address, words: [`第${index + 1}页图片.${kind}`] }),
  )
}

/** Lists of files beside an article in an object that a script assigns: `_CONFIG.DETAIL.attachment` of Guangdong's gkmlpt. */
export function listedFiles(script: string): readonly ScriptedAddress[] {
  if (!/attachment/iu.test(script)) return []
  return assignedObjects(script).flatMap(({ value }) => filesIn(value, 0))
}

const DEEPEST = 4

function filesIn(value: JsonObject, depth: number): readonly ScriptedAddress[] {
  if (depth > DEEPEST) return []
  return Object.entries(value).flatMap(([name, member]) => {
    if (/^attachments?(?:list)?$/iu.test(name) && Array.isArray(member)) return member.flatMap(fileOf)
    return isObject(member) ? filesIn(member, depth + 1) : []
  })
}

/** The vendor's names for address and name are not known for certain: an address has a slash, and names are called so. */
function fileOf(file: Json): readonly ScriptedAddress[] {
  if (typeof file === 'string') return [{ address: file, words: [] }]
  if (!isObject(file)) return []
  const strings = Object.entries(file).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key, value }] : [],
  )
  const words = strings.filter(({ key, value }) => /name|title/iu.test(key) && !value.includes('/'))
  return strings
    .filter(({ key, value }) => value.includes('/') || /url|path|href/iu.test(key))
    .map(({ value }) => ({ address: value, words: words.map((word) => word.value) }))
}
