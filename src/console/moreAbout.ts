import type { FailureCode } from '../errors.ts'
import type { SiteRun } from '../model/run.ts'
import { shellArgument } from './shellArgument.ts'

/** Codes that a live look at the site's listings explains; what is archived, late or waiting stands in `status`. */
const ofListings: ReadonlySet<FailureCode> = new Set([
  ...(['layout-changed', 'nothing-listed', 'listing-partial', 'listing-shrank', 'not-found'] as const),
  ...(['unreachable', 'timed-out', 'server-error', 'throttled', 'truncated-body', 'too-large'] as const),
  ...(['blocked', 'challenge-page', 'soft-404', 'captcha', 'host-paused', 'robots-disallowed'] as const),
  ...(['host-not-allowed', 'private-address'] as const),
])

/**
 * The commands that show more of what was in the way at these sites; none where nothing was. `given`: options that they need to mean
 * this archive and these sites.
 */
export function moreAbout(sites: readonly SiteRun[], given: readonly string[]): readonly string[] {
  const command = (...words: readonly string[]): string =>
    ['nianbao', ...words, ...given].map(shellArgument).join(' ')
  const changed = sites.filter(({ alarms }) => alarms.some(({ code }) => ofListings.has(code)))
  const held = sites.filter(
    ({ alarms, unread, troubles }) =>
      unread.length + troubles.length > 0 || alarms.some(({ code }) => !ofListings.has(code)),
  )
  return [
    ...changed.map(({ site }) => command('sites', 'check', site)),
    ...(held.length === 0 ? [] : [command('status', ...held.map(({ site }) => site))]),
  ]
}
