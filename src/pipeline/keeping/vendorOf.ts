import { familyNames, familyOf, type FamilyName } from '../../families/families.ts'
import type { Page } from '../../model/page.ts'

/** A vendor told by its pages. */
export interface Vendor {
  readonly family: FamilyName
  /** The page that shows it. */
  readonly page: Page
}

/**
 * The family that some pages of a site are of: of the first page that any recognises, the first in the order of detection. Any
 * list of links looks like a static one, so that counts only where no page shows a vendor.
 */
export function vendorOf(pages: readonly Page[]): Vendor | null {
  const html = pages.filter(({ text }) => /<html|<!doctype/iu.test(text.slice(0, 2000)))
  const told = html.flatMap((page) => {
    const family = familyNames.find((name) => familyOf(name).detect(page))
    return family === undefined ? [] : [{ family, page }]
  })
  return told.find(({ family }) => family !== 'static-list') ?? told[0] ?? null
}
