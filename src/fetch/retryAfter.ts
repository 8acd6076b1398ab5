/**
 * The pause that a Retry-After header asks for (RFC 9110 §10.2.3), in milliseconds from `now` (epoch milliseconds):
 * whole seconds or an HTTP date. Null without a header, or with one that says neither.
 */
export function retryAfter(header: string | undefined, now: number): number | null {
  // A repeated header was joined with ", ": a list of seconds counts by its first; an HTTP date holds a comma itself.
  const value = header?.trim() ?? ''
  const seconds = /^(\d+)(?:\s*,|$)/u.exec(value)?.[1]
  if (seconds !== undefined) return Number(seconds) * 1000
  const date = /[a-z]/iu.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
