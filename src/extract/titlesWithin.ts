import type { Original } from '../model/original.ts'
import { titlesInOrder, titlesOf, type FoundTitle } from './identityTitle.ts'
import { readDocument } from './readers/readDocument.ts'

/** What the titles in and around a document call it, the most trusted first; none of what cannot be read. Listings have no say. */
export function titlesWithin({ bytes, name, mediaType }: Original): readonly FoundTitle[] {
  const outcome = readDocument(bytes, { name, mediaType })
  return outcome.kind === 'document' ? titlesInOrder(titlesOf(outcome.document, null, name)) : []
}
