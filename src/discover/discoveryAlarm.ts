import type { DiscoveryAlarm } from './discovery.ts'

/** An alarm that fails the site. */
export function alarm(
  source: number,
  endpoint: string | null,
  code: DiscoveryAlarm['code'],
  message: string,
): DiscoveryAlarm {
  return { kind: 'alarm', source, endpoint, code, message, fails: true }
}

/** One that only warns. */
export const warning = (...words: Parameters<typeof alarm>): DiscoveryAlarm => ({
  ...alarm(...words),
  fails: false,
})
