import type { Original } from './original.ts'

/** Where an original stands in the ledger's order: at the first line that brought it. A file that is imported again keeps its place. */
export const ledgerPlace = ({ first, capture }: Original): number => first?.capture ?? capture ?? 0
