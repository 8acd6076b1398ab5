import type { ProblemCode } from './problem.ts'

const again = 'then run nianbao repair again'

const remedies: Partial<Record<ProblemCode, string>> = {
  'original-missing': `restore it from a copy (its name is its SHA-256), ${again}`,
  'original-differs': `restore it from a copy (its name is its SHA-256), ${again}`,
  'original-unrecorded': 'of a run that was cut off it goes to refused/ once the ledger is whole; else find out who put it there',
  'original-unreadable': `let the user who runs this read it, or restore it from a copy where the disk fails, ${again}`,
  'original-alien': 'find out who put it there, and move it out of the archive',
  'ledger-line': `restore the ledger from a copy that has this line as it was, ${again}; until then nothing is written here`,
  'ledger-short': `restore the ledger from a copy that has its last lines, ${again}`,
  'ledger-torn': `restore the ledger from a copy that has this line whole, ${again}`,
  'ledger-rewritten': 'restore the ledger from a copy that the checkpoint fits, and find out who rewrote it',
  'ledger-unreadable': `let the user who runs this read it, move away what is no file, or restore the ledger from a copy, ${again}`,
  'folder-unreadable': `let the user who runs this read it, or put the folder back in its place, ${again}`,
  'site-unreadable': `let the user who runs this read it, or restore the folder from a copy, ${again}`,
  'site-unmended': `put right what the message names, ${again}`,
  'trees-unreadable': 'move away what lies there; nianbao checkpoint makes the file anew',
  'site-missing': `restore the folder from a copy, ${again}`,
  'withheld-unreadable': 'restore withheld.jsonl from a copy, or let this user read it; until then no export is made',
  'decisions-unreadable': 'restore decisions.jsonl from a copy, or let this user read it; until then no table of figures is exported',
  'withheld-line': 'restore withheld.jsonl from a copy; until then no export is made',
  'withheld-differs': 'restore withheld.jsonl from a copy that the checkpoint fits; until then no export is made',
  'decision-line': 'restore decisions.jsonl from a copy; until then no table of figures is exported',
  'decisions-differ': 'restore decisions.jsonl from a copy that the checkpoint fits; until then no table of figures is exported',
  'timestamp-differs': 'restore it from a copy; the next run asks for a new stamp in any case',
  'timestamp-unchecked': 'install openssl and verify again',
  'report-unchecked': 'let the user who runs this read the originals, and verify again',
  'checkpoint-behind': 'nianbao checkpoint signs it once nothing else is wrong and the key is there',
}

/** What is derived: it is left as it is only where the ledger or the originals below it are damaged. */
const derived = /^(?:manifest|index|report|trees)-/u

/** Whether a problem is about what can be made again from ledgers and originals. */
export const isDerived = (code: ProblemCode): boolean => derived.test(code)

/** What a person can do about a problem that `repair` cannot mend. */
export const remedyOf = (code: ProblemCode): string =>
  remedies[code] ??
  (isDerived(code) ? `it is derived: mend what it rests on first, ${again}` : `restore it from a copy, ${again}`)
