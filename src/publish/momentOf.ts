/** A day, or a moment with its zone, of ISO 8601; null for what is neither, 31 February among it. */
export function momentOf(text: string): Date | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/u.exec(text)?.[1]
  const moment = new Date(text)
  if (day === undefined || Number.isNaN(moment.getTime())) return null
  // Date takes 31 February for 2 March.
  return new Date(day).toISOString().startsWith(day) ? moment : null
}
