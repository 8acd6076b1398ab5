/** What verify can find, and what it means. */
const problemMeanings = {
  'archive-file': 'archive.json is missing or unreadable',
  'site-missing': 'a run was at this site, and its folder is gone',
  'site-unreadable': 'the folder of a site cannot be read',
  'site-unmended': 'repair could not go on at this site',
  'folder-unreadable': 'a folder cannot be listed, so what lies in it is not known',
  'ledger-unreadable': 'a ledger cannot be read',
  'ledger-line': 'a ledger line is not as it was written, or does not follow the line before',
  'ledger-short': 'the ledger ends before lines that index.json or the record of a run knew',
  'ledger-rewritten': 'the ledger is not the one that a checkpoint signed',
  'ledger-torn': 'the last ledger line has no end; it was never acknowledged',
  'original-alien': 'a file lies among the originals whose name is no hash',
  'original-missing': 'a ledger line speaks of an original that is not there',
  'original-differs': 'the bytes of an original are not those that its name and the ledger say',
  'original-unreadable': 'an original cannot be read',
  'original-unrecorded': 'a file lies among the originals that no ledger line speaks of',
  'manifest-unreadable': 'originals.sha256 cannot be read',
  'manifest-differs': 'originals.sha256 contradicts the ledger',
  'manifest-behind': 'originals.sha256 does not yet list the newest originals',
  'index-unreadable': 'index.json is unreadable; it is made anew from the ledger',
  'index-differs': 'index.json says something else than the ledger gives; nianbao repair makes it anew',
  'report-unreadable': 'a report file is no report, or another than its path says',
  'report-differs': 'the same rules make another report of the same originals',
  'report-missing': 'a report that the archived originals give is not there',
  'report-unfounded': 'a report that the archived originals do not give',
  'report-stale': 'a report was made by other rules; extract makes it anew',
  'report-unchecked': 'the reports of a site could not be made again for comparison',
  'run-unreadable': 'the record of a run is unreadable',
  'run-missing': 'the record of a run is gone that a later one follows',
  'run-differs': 'the record of a run is not the one that a later one follows',
  'checkpoint-unreadable': 'this is no checkpoint',
  'checkpoint-signature': 'the signature does not fit the checkpoint: one of them, or the key in it, is not as it was',
  'checkpoint-missing': 'a checkpoint was signed and is gone',
  'checkpoint-differs': 'a checkpoint does not follow from the one before, or is of another archive',
  'checkpoint-behind': 'not signed yet: a run ended before its checkpoint; the next one, or nianbao checkpoint, makes it',
  'timestamp-unreadable': 'a time stamp, or the certificates for it, cannot be read',
  'timestamp-differs': 'a time stamp does not hold for its checkpoint',
  'timestamp-unchecked': 'openssl is not on the PATH, so no time stamp was checked',
  'withheld-unreadable': 'the decisions on what is withheld cannot be read',
  'withheld-line': 'a decision on what is withheld is not as it was written, or does not follow the one before',
  'withheld-differs': 'the decisions on what is withheld are not those that a checkpoint signed',
  'decisions-unreadable': 'the decisions on what was read cannot be read',
  'decision-line': 'a decision on what was read is not as it was written, or does not follow the one before',
  'decisions-differ': 'the decisions on what was read are not those that a checkpoint signed',
  'trees-unreadable': 'trees.json is unreadable; it is made anew from the ledgers',
} as const
export type ProblemCode = keyof typeof problemMeanings

/**
 * One thing that is not as a finished run leaves it. `damage`: restore it from a copy. `unfinished`: left by a run
 * that was interrupted, the next run or `extract` mends it. `stale`: right by older rules. `unchecked`: this process may not
 * look, so nothing is known.
 */
export interface Problem {
  readonly code: ProblemCode
  readonly severity: 'damage' | 'unfinished' | 'stale' | 'unchecked'
  /** Path below the archive's folder. */
  readonly file: string
  /** Line of that file, from 1; null where it is about the whole file. */
  readonly line: number | null
  /** One line for people, without the file. */
  readonly message: string
}

/** A problem with the usual words for its code, or others. */
export function problem(
  code: ProblemCode,
  severity: Problem['severity'],
  file: string,
  more: { readonly line?: number; readonly message?: string } = {},
): Problem {
  return { code, severity, file, line: more.line ?? null, message: more.message ?? problemMeanings[code] }
}
