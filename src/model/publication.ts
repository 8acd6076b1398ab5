/**
 * Whether a unit published its report of a year (公布情况), as far as we know.
 * `not-known` is never an accusation: too early, or our own look was not good enough.
 */
export type PublicationState = 'published' | 'late' | 'missing' | 'unreadable' | 'not-known'

/** Why a unit is expected to publish: the register lists it, or it published in one of the two years before. */
export type ExpectedBecause =
  { readonly kind: 'register'; readonly asOf: string } | { readonly kind: 'published'; readonly year: number }

/** One cell of unit × year. */
export interface Publication {
  /** `330105001` or `330105/财政局`. */
  readonly unit: string
  readonly name: string
  readonly year: number
  readonly state: PublicationState
  /** Null where nothing but the report itself tells that there is such a unit. */
  readonly expected: ExpectedBecause | null
  /** Last day in time, ISO; null where no deadline is configured. */
  readonly due: string | null
  /** Date of the complete look that found it missing, ISO; null for every other state. */
  readonly looked: string | null
  /** In words: where it is, or why nothing can be said. */
  readonly reason: string
}
