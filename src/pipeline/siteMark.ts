/**
 * What a page says of the site that it belongs to (网站标识): the code that the State gives to every government site
 * (`SiteIDCode`, 国办发〔2017〕47号), else the site's name. Null when it says neither.
 */
export function siteMarkOf(text: string): string | null {
  const marks = new Map<string, string>()
  for (const [meta] of text.slice(0, 32_768).matchAll(/<meta\b[^>]*>/giu)) {
    const name = attribute(meta, 'name')?.toLowerCase()
    const content = attribute(meta, 'content')?.trim() ?? ''
    if (name !== undefined && content !== '') marks.set(name, content)
  }
  return marks.get('siteidcode') ?? marks.get('sitename') ?? null
}

/**
 * Whether a page that bore one mark and bears another now is another site's. A name says less than a code: where one of the
 * two is a name and the other a code, the pages were only made anew.
 */
export function isAnotherSite(before: string, now: string): boolean {
  return before !== now && isCode(before) === isCode(now)
}

function isCode(mark: string): boolean {
  return /^[a-z]{0,2}\d{8,12}$/iu.test(mark)
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(tag)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}
