import type { Progress } from './columnWalk.ts'

/** The address of page `number` by a template: `{n}` counts from 1, `{n-1}` from 0. */
export const numberedAddress = (template: string, number: number, base: string): string =>
  new URL(template.replace('{n-1}', String(number - 1)).replace('{n}', String(number)), base).href

/**
 * Where the next page of a numbered list may be: behind 下一页, else by the template that led to page 2, else by every
 * template in order. One place beyond a declared end is tried once the numbering is known, because totals lie; a
 * list that says it has one page is believed.
 */
export function pageAddresses(
  { first, last, found }: Progress,
  templates: readonly string[],
): readonly string[] {
  const base = first.page.url
  const number = found.length + 1
  const linked = last.pager.next === null ? [] : [last.pager.next]
  const pages = last.pager.pages ?? first.pager.pages
  const [, second] = found
  const known = templates.filter((template) => numberedAddress(template, 2, base) === second)
  if (pages !== null && number > pages && known.length === 0) return linked
  return [
    ...linked,
    ...(known.length > 0 ? known : templates).map((template) => numberedAddress(template, number, base)),
  ]
}
