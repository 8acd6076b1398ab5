/**
 * A moment (ISO 8601) as WARC-Date: UTC in whole seconds. WARC 1.1 allows fractions, but an index has seconds, and replay tools
 * look the original of a revisit up by this date: with a fraction they find the next look instead (wabac 2.27, 2026-11-21).
 */
export const warcDate = (time: string): string => `${new Date(time).toISOString().slice(0, 19)}Z`
