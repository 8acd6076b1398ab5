import { Parser } from 'htmlparser2'

/** Pictures of a site, not of an article: marks, codes to scan, buttons, decoration. */
const ORNAMENT =
  /logo|icon|banner|qrcode|erweima|weixin|wechat|weibo|share|print|search|arrow|blank|dzjg|jiucuo|gongan|beian|\.gif|(?<![a-z])(?:head|foot|top|nav|menu|qr|ewm|wx|close|code|line|bg|wza)(?![a-z])/iu
/** Pixels; a page of a document that anybody could read is wider and higher. */
const SMALLEST = 200
const OF_THE_SITE: ReadonlySet<string> = new Set(['nav', 'header', 'footer', 'aside'])

/**
 * Addresses of the pictures that a page shows and that may be pages of a document (图片版), in order, each once, as the page writes
 * them: none of the parts of the site, none in a link (a link's picture shows where it leads), none that is small or named as decoration.
 */
export function pagePictures(html: string): readonly string[] {
  const found = new Set<string>()
  let outside = 0
  const isOutside = (name: string): boolean => name === 'a' || OF_THE_SITE.has(name)
  const parser = new Parser({
    onopentag(name, attributes) {
      if (isOutside(name)) outside += 1
      const address = name === 'img' && outside === 0 ? pageOfDocument(attributes) : null
      if (address !== null) found.add(address)
    },
    onclosetag(name) {
      if (isOutside(name)) outside -= 1
    },
  })
  parser.end(html)
  return [...found]
}

function pageOfDocument(attributes: Readonly<Record<string, string>>): string | null {
  const { src = '', width = '', height = '', class: names = '' } = attributes
  const address = (attributes['data-src'] ?? attributes['data-original'] ?? src).trim()
  const isSmall = [width, height].some(
    (size) => /^\d+(?:px)?$/u.test(size) && Number.parseInt(size, 10) < SMALLEST,
  )
  if (address === '' || isSmall) return null
  const isShown =
    address.startsWith('data:image/') || !ORNAMENT.test(`${address.split('/').at(-1) ?? ''} ${names}`)
  return isShown ? address : null
}
