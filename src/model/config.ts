import { z } from 'zod'

/** config/fetch.json: manners of DESIGN §8. Durations in milliseconds unless the name says otherwise. */
export const FetchConfig = z
  .strictObject({
    userAgent: z.string().min(10),
    /** Shortest time between the starts of two requests to one host. */
    pace: z.int().min(0),
    connectTimeout: z.int().positive(),
    responseTimeout: z.int().positive(),
    totalTimeout: z.int().positive(),
    maxBytes: z.int().positive(),
    maxRedirects: z.int().nonnegative(),
    retries: z.int().nonnegative(),
    /** First pause before a retry; doubled each time, with Retry-After taking precedence up to maxRetryAfter. */
    backoff: z.int().positive(),
    maxRetryAfter: z.int().positive(),
    recheck: z
      .strictObject({
        /** Months (1–12) in which recent reports are looked at more often. */
        seasonMonths: z.array(z.int().min(1).max(12)).readonly(),
        seasonDays: z.int().positive(),
        /** Reports published less than so many days ago count as recent. */
        recentDays: z.int().positive(),
        otherwiseDays: z.int().positive(),
        /** Listings are read from end to end once in so many days, in the season once in `seasonDays`. */
        listingDays: z.int().positive().default(30),
        /** Every so many re-checks are unconditional, because ETags lie. */
        unconditionalEvery: z.int().positive(),
      })
      .readonly(),
    refusedKeptDays: z.int().positive(),
  })
  .readonly()
export type FetchConfig = z.infer<typeof FetchConfig>
