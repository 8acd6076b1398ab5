import { isFolderAddress } from './articleAddress.ts'
import type { PageControl } from './pagerControls.ts'

/** One text for the addresses of one page: scheme, `www.`, index file and fragment do not count. */
export function pageKey(url: string): string {
  const { host, pathname, search } = new URL(url)
  const path = isFolderAddress(url) ? pathname.replace(/(?:index|default)\.\w+$/iu, '') : pathname
  return `${host.replace(/^www\./u, '')}${path}${search}`
}

/** Addresses that the controls of page `at` name for the next page, best first. */
export function offeredAddresses(controls: readonly PageControl[], at: number): readonly string[] {
  const leads = controls.filter(
    ({ kind, names }) => kind === 'next' || kind === 'more' || (kind === 'number' && names === at + 1),
  )
  return leads.flatMap(({ address }) => address ?? [])
}

/**
 * The words of a control that promises a page after page `at`, or null. `isKnown` tells addresses that were asked for. A control that
 * tells nothing (`#`, a script without a number) counts on the first page alone, and not where the pages printed beside it end there:
 * whoever came further by addresses has found what turns the pages, and at the end such a control often stays.
 */
export function promisedBy(
  controls: readonly PageControl[],
  at: number,
  isKnown: (url: string) => boolean,
): string | null {
  const first = controls.find(
    ({ kind, target }) => (kind === 'first' || kind === 'previous') && target !== null,
  )
  const beyond = controls.find((control) => {
    const { kind, names, target, address, works } = control
    if (kind === 'first' || kind === 'previous') return false
    if (kind === 'number' && (names ?? 0) <= at) return false
    if (works === 'address') return address !== null && !isKnown(address) && (kind !== 'last' || at === 1)
    if (kind === 'number') return true
    if (target !== null) return target > at || (target === at && at === 1 && first?.target !== target)
    return kind !== 'last' && at === 1 && !endsHere(control, at)
  })
  return beyond?.words ?? null
}

/**
 * The words of a control that promises a page after page `at` although the list says that it ends there, or null: only what names that
 * page counts, as its number or as what its script is told.
 */
export function toldBy(
  controls: readonly PageControl[],
  at: number,
  isKnown: (url: string) => boolean,
): string | null {
  const numbered = controls.filter(
    ({ kind, names, works }) => kind === 'number' && (names ?? 0) > at && works !== 'dead',
  )
  return promisedBy(numbered, at, isKnown)
}

/** Whether the numbers beside a control say that page `at` is the last. */
function endsHere({ beside: { numbers, pages } }: PageControl, at: number): boolean {
  return pages === null ? numbers.length > 0 && Math.max(...numbers) <= at : pages <= at
}
