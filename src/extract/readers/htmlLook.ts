/** What may stand before the first tag: byte order mark, white space, comments, declarations. */
const preamble = /^(?:[\s\uFEFF]|<!--[\s\S]*?-->|<\?xml[^>]*>|<![a-z[][^>]*>)*/iu

const firstTag =
  /^<(?:html|head|body|title|meta|link|base|script|style|div|p|table|thead|tbody|tr|td|span|font|center|h[1-6]|ul|ol|li|dl|section|article|main|header|footer|nav|form|img|a|b|i|strong|em|br|hr|iframe|ucap\w+|o:p)[\s/>]/iu

/** A block that is opened with markup is closed with it; plain text that speaks of tags hardly ever does so. */
const closedBlock = /<\/(?:html|body|div|p|table|tr|td|ul|h[1-6])\s*>/iu

/** Whether a text is HTML, by its tags: a document, or a fragment that begins with a tag or closes a block. */
export function looksLikeHtml(text: string): boolean {
  if (/<!doctype\s+html/iu.test(text.slice(0, 1000))) return true
  const start = preamble.exec(text)?.[0].length ?? 0
  return firstTag.test(text.slice(start, start + 40)) || closedBlock.test(text)
}
