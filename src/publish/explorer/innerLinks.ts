/**
 * The addresses that a page of ours leads to within the explorer, absolute and percent-encoded, without query and fragment. Our own pages
 * write every inner link relative and in double quotes; what begins with a scheme leads outside.
 */
export function innerLinks(page: string, path: string): readonly string[] {
  // A page of figures has thousands of links to a few dozen pages.
  const written = new Set<string>()
  for (const [, link = ''] of page.matchAll(/\s(?:href|src)="([^"#]+)/gu)) written.add(link)
  const found = new Set<string>()
  for (const link of written) {
    if (/^[a-z][a-z0-9+.-]*:/iu.test(link)) continue
    found.add(new URL(link.replaceAll('&amp;', '&'), `http://explorer${path}`).pathname)
  }
  return [...found]
}
