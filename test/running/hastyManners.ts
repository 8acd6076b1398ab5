import type { FetchConfig } from '../../src/model/config.ts'

/** Manners for servers of our own on loopback: no pause, and the patience that a busy machine needs. Milliseconds. */
export const hastyManners: FetchConfig = {
  userAgent: 'nianbao/0.1 (+https://example.org/nianbao)',
  pace: 0,
  connectTimeout: 5000,
  responseTimeout: 5000,
  totalTimeout: 10_000,
  maxBytes: 1_000_000,
  maxRedirects: 3,
  retries: 0,
  backoff: 5,
  maxRetryAfter: 100,
  recheck: {
    seasonMonths: [1],
    seasonDays: 7,
    recentDays: 400,
    otherwiseDays: 90,
    listingDays: 30,
    unconditionalEvery: 4,
  },
  refusedKeptDays: 30,
}
