import type { Original } from '../model/original.ts'
import { readDocument, readPages, type ReadOutcome } from './readers/readDocument.ts'

/**
 * Reads an original itself; one that no reader of ours reads by what a converter made of it, where that is kept
 * (docs/decisions/0061): then its bytes are those. A better reader of ours thus takes the place of every conversion.
 */
export function ownOrConverted(given: Original): {
  readonly original: Original
  readonly outcome: ReadOutcome
} {
  const { conversion, ...original } = given
  const { bytes, name, mediaType, pages, inside } = original
  if (pages !== undefined) return { original, outcome: readPages(pages.images.map((image) => image.bytes)) }
  const outcome = readDocument(bytes, { name, mediaType })
  const isUnreadable = outcome.kind === 'refused' && outcome.code === 'unreadable-file'
  if (!isUnreadable || conversion === undefined || inside !== undefined) return { original, outcome }
  return {
    original: { ...given, bytes: conversion.bytes },
    outcome: readDocument(conversion.bytes, { name, mediaType }),
  }
}
