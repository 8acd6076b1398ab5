/** What may hold the letters `<style` without being a sheet of the page: each begins here and ends with its second part. */
const passedOver: Readonly<Record<string, string>> = {
  '<!--': '-->',
  '<script': '</script',
  '<textarea': '</textarea',
  '<title': '</title',
  '<noscript': '</noscript',
  '<template': '</template',
  '<xmp': '</xmp',
}
const starts = /<!--|<(?:script|style|textarea|title|noscript|template|xmp)(?=[\s/>])/giu

/**
 * The text of each style sheet (样式表) of a page that counts on a screen, in order. They are found before the page is read,
 * because a sheet at its end counts for all that stands before it.
 */
export function sheetTextsOf(html: string): readonly string[] {
  const texts: string[] = []
  if (!/<style[\s/>]/iu.test(html)) return texts
  starts.lastIndex = 0
  for (let found = starts.exec(html); found !== null; found = starts.exec(html)) {
    const begin = found[0].toLowerCase()
    const end = passedOver[begin] ?? '</style'
    const inside = begin === '<!--' ? starts.lastIndex : html.indexOf('>', starts.lastIndex) + 1
    const behind = inside === 0 ? -1 : indexOfTag(html, end, inside)
    if (begin === '<style' && inside > 0 && countsHere(html.slice(starts.lastIndex, inside)))
      texts.push(html.slice(inside, behind < 0 ? html.length : behind))
    if (behind < 0) break
    starts.lastIndex = behind
  }
  return texts
}

function indexOfTag(html: string, tag: string, from: number): number {
  const pattern = new RegExp(tag, 'giu')
  pattern.lastIndex = from
  return pattern.exec(html)?.index ?? -1
}

/** Whether the attributes of a `<style>` let it count where nobody prints, and are those of a sheet of CSS. */
function countsHere(attributes: string): boolean {
  const media = attributeOf(attributes, 'media') ?? 'all'
  const type = attributeOf(attributes, 'type') ?? ''
  return /\ball\b|\bscreen\b|^\s*$|^\s*\(/iu.test(media) && /^\s*(?:text\/css\s*)?$/iu.test(type)
}

const attributeOf = (attributes: string, name: 'media' | 'type'): string | undefined => {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(attributes)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}
