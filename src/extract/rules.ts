/**
 * Version of the extraction rules. Raise it with every change that can alter a report: a report made by other rules is
 * stale, one that the same rules do not reproduce is damage.
 */
export const rules = '2026-11-22.30'
