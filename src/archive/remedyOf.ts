import type { ProblemCode } from './problem.ts'

const again = 'then run nianbao repair again'

const remedies: Partial<Record<ProblemCode, string>> = {
  'original-missing': `restore it from a copy (its name is its SHA-256), ${again}`,
  'original-differs': `restore it from a copy (its name is its SHA-256), ${again}`,
  'original-unrecorded': 'nothing of ours put it there: find out who did, and move it elsewhere',
  'ledger-line': `restore the ledger from a copy that has this line as it was, ${again}; until then nothing is written here`,
  'ledger-short': `restore the ledger from a copy that has its last lines, ${again}`,
  'ledger-torn': `restore the ledger from a copy that has this line whole, ${again}`,
  'ledger-rewritten': 'restore the ledger from a copy that the checkpoint fits, and find out who rewrote it',
  'site-missing': `restore the folder from a copy, ${again}`,
  'report-unchecked': `mend what is named beside it first, ${again}`,
  'checkpoint-behind': 'nianbao checkpoint signs it once nothing else is wrong and the key is there',
}

/** What a person can do about a problem that `repair` cannot mend. */
export const remedyOf = (code: ProblemCode): string => remedies[code] ?? `restore it from a copy, ${again}`
