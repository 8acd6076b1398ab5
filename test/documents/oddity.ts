import type { Container } from './container.ts'
import type { Draft } from './draft.ts'
import type { Random } from './random.ts'

/** One thing that real reports do and the form does not foresee (forms.md §6 of the design papers). */
export interface Oddity {
  /** Stable: part of the key by which a case is replayed. */
  readonly name: string
  /** Containers in which this can happen; null for all. */
  readonly containers: readonly Container[] | null
  /** Gives the draft unchanged where it does not apply (a 2019 row in a 2021 table). */
  readonly apply: (draft: Draft, dice: Random, container: Container) => Draft
}

export const oddity = (
  name: string,
  apply: Oddity['apply'],
  containers: readonly Container[] | null = null,
): Oddity => ({ name, containers, apply })
