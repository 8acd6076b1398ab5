import type { DiscoveryAlarm } from './discovery.ts'

/** An alarm that fails the site, unless it is our own budget that ended. */
export function alarm(
  source: number,
  endpoint: string | null,
  code: DiscoveryAlarm['code'],
  message: string,
): DiscoveryAlarm {
  return { kind: 'alarm', source, endpoint, code, message, fails: code !== 'budget-spent' }
}

/** One that only warns. */
export const warning = (...words: Parameters<typeof alarm>): DiscoveryAlarm => ({
  ...alarm(...words),
  fails: false,
})
