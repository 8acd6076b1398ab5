import type { FailureCode } from '../errors.ts'
import type { SiteRun } from '../model/run.ts'

/** Codes that a live look at the site's listings explains; what is archived, late or waiting stands in `status`. */
const ofListings: ReadonlySet<FailureCode> = new Set([
  ...(['layout-changed', 'nothing-listed', 'listing-partial', 'listing-shrank', 'not-found'] as const),
  ...(['unreachable', 'timed-out', 'server-error', 'throttled', 'truncated-body', 'too-large'] as const),
  ...(['blocked', 'challenge-page', 'soft-404', 'captcha', 'host-paused', 'robots-disallowed'] as const),
  ...(['host-not-allowed', 'private-address'] as const),
])

/** The commands that show more of what was in the way at these sites; none where nothing was. */
export function moreAbout(sites: readonly SiteRun[]): readonly string[] {
  const changed = sites.filter(({ alarms }) => alarms.some(({ code }) => ofListings.has(code)))
  const held = sites.filter(
    ({ alarms, unread, troubles }) =>
      unread.length + troubles.length > 0 || alarms.some(({ code }) => !ofListings.has(code)),
  )
  return [
    ...changed.map(({ site }) => `nianbao sites check ${site}`),
    ...(held.length === 0 ? [] : [`nianbao status ${held.map(({ site }) => site).join(' ')}`]),
  ]
}
