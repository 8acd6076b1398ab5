const invisible = /[\s\u00AD\u200B-\u200F\u2060\uFEFF\uFFFC]/gu

/** Characters that are compared as they are: most labels have no others. */
const plain = /^[\d一-龥、]*$/u

/** Text without white space, line breaks, characters that nobody sees and the sign of a picture. */
export const squeeze = (text: string): string => text.replace(invisible, '')

/**
 * A label as it is compared: NFKC (full-width to half-width), no white space, no quotes, one kind of bracket and stop.
 * `（三）不予公开` and `(三) 不予 公开` are then the same.
 */
export function normaliseLabel(text: string): string {
  if (plain.test(text)) return text
  return squeeze(text)
    .normalize('NFKC')
    .replace(/[〔【[{<〈]/gu, '(')
    .replace(/[〕】\]}>〉]/gu, ')')
    .replace(/["'“”„‟‘’「」『』]/gu, '')
    .replace(/[,.。;·]/gu, '、')
    .replace(/[:*※]+$/u, '')
}

const numbering = /^(?:\d+(?![\d年]))?(?:\([一二三四五六七八九十\d]+\)、?|[一二三四五六七八九十]+、|\d*、)?/u

/** The label without its number (`三（一）`, `1.`) and without a stray figure before it (`0四、结转…`), which a year is not; takes a normalised label. */
export const withoutNumber = (label: string): string => label.replace(numbering, '')

/** The label without a bracketed note at its end; takes a normalised label. */
export const withoutNote = (label: string): string => label.replace(/(?<=.)\([^()]*\)$/u, '')

const chineseDigits = '零一二三四五六七八九十'

/** The number of a normalised label (`(三)不予公开` and `3、…` are 3), or null. A bare figure before a label is none. */
export function numberOf(label: string): number | null {
  const [, chinese, arabic] = /^(?:\d*\(?([一二三四五六七八九十])[)、]|\(?(\d{1,2})[)、])/u.exec(label) ?? []
  if (chinese !== undefined) return chineseDigits.indexOf(chinese)
  return arabic === undefined ? null : Number(arabic)
}
