/**
 * The closed vocabulary of what can go wrong (DESIGN §7): every code with its remedy.
 * docs/failures.md explains each code to people; a test keeps the two in step.
 */
export const failures = {
  // the network: the run goes on, the next run tries again
  unreachable: 'the host did not answer; retried with backoff, then left to the next run',
  'timed-out': 'the answer took too long; retried with backoff, then left to the next run',
  'server-error':
    'the host answered 5xx, or a page that says so in words (系统繁忙, 维护中); retried with backoff, then left to the next run',
  'certificate-differs':
    'the host shows another certificate than the one pinned in its site file; nothing is sent to it, compare the certificate before the pin is changed',
  throttled:
    'the host asked for a slower pace (429, Retry-After, 访问过于频繁); the whole host is slowed, and asked again by the next run',
  'truncated-body':
    'the body is shorter than announced or its format is cut off; retried once, never kept as an original',
  'too-large':
    'the body passes the size limit of config/fetch.json and is not kept; or its markup, or the address of a file on it, is beyond reason: then its files are missing',
  'not-found':
    'the host answered 404 or 410; asked for again by the next two runs, then as seldom as a re-check, and named by status until it is there',
  blocked:
    'the host refused us (403, 405, 422…) or asks for a login (401, sent to one); a person looks, two in a row pause the host',
  'challenge-page':
    'a script challenge instead of content; never archived, a person looks, two in a row pause the host',
  'soft-404':
    'an error page sent as 200, a page without anything of its article, or a redirect to a list in its place; never archived as content, asked for again by the next two runs, then as seldom as a re-check',
  captcha:
    'a captcha instead of content; nothing here solves captchas, a person looks, two in a row pause the host',
  'host-paused':
    'the host refused us twice in a row; nothing more is asked of it in this run, what is left waits for the next',
  'budget-spent':
    'the minutes or requests that the run was given are spent; what is left waits by name for the next run',
  'host-not-allowed': 'the host is not in the site file; add it there if it is official',
  'no-browser':
    'the source needs a browser and none was found; install Chromium (npm ci as root does) or name one in NIANBAO_CHROMIUM',
  'no-picture':
    'no picture was made of a page as its reader saw it; the page itself is archived, and the next picture is that of its next change',
  'no-converter':
    'LibreOffice was asked for and converted nothing here: it is not installed, cannot be shut off from the network, or failed on the file, which stays archived and unread; the message says which',
  'private-address': 'the name leads to a private address; never fetched',
  'robots-disallowed': 'robots.txt forbids this path; not fetched, named in the run',
  // discovery: alarms, the last good data stays
  'layout-changed': 'the listing no longer looks as its family expects; check the site and its options',
  'nothing-listed': 'a listing came back empty; an empty result is an alarm, not a success',
  'too-few':
    'fewer reports archived than the site file expects, or hardly any of the links listed; the site fails its expectations',
  'too-many':
    'more reports archived than the site file expects, or more files on one page than any has; check for traps taken as reports',
  'host-moved':
    'the host says that it moved for good; nothing is followed: look at the new host, and name it in the site file if it is the same body’s',
  'site-differs':
    'the pages of the host call themselves another site than before; it may belong to somebody else now, a person looks',
  'listing-partial':
    'not the whole list was taken: fewer rows than it declares, pages or columns that nobody could follow or that failed, or more pages, rows or links than a list has; the message says which: look at the column, or name the columns below it as sources',
  'total-too-low':
    'the listing holds more than it declares; all of it was taken, and its totals prove no completeness',
  'listing-shrank':
    'links that were listed before are gone from a whole listing; what is archived of them stays',
  // findings: the report is kept and marked
  'unknown-label': 'a row or column label that the forms do not know; its figures are absent',
  'ambiguous-year': 'the year could not be told for certain',
  'ambiguous-unit': 'the unit could not be told for certain; give --unit, or a site with a division',
  'digits-run-together': 'numbers run together in flattened text; absent rather than guessed',
  'split-by-sums':
    'numbers that ran together in flattened text, split in the only way in which every sum holds; cells keep them as printed',
  'missing-cell': 'a cell missing at the end of a printed row; null',
  'note-in-cell':
    'a number with a unit or a note beside it; the leading number is taken, the text stays in cells',
  'read-by-ocr':
    'read from a picture (a scan); a figure that no sum and no second reader vouches for is a warning: compare it with the original',
  'read-from-conversion':
    'read from a file that LibreOffice made of the original, which no reader of ours reads; both are archived: compare the figures with the original',
  'unread-text':
    'a page of a scan shows something like words in which OCR reads none; what stands there is missing: look at the original',
  'unreadable-cell': 'a cell that is neither blank nor a number; absent',
  'unclear-layout': 'a table whose cells cannot be matched to its labels for certain; absent',
  'repeated-row': 'a row printed twice with different figures; absent',
  'local-row': 'a row that the form does not have; not taken as a figure',
  'two-years': 'two years side by side in one table; refused rather than merged',
  'sum-mismatch': 'printed parts do not add up to the printed total',
  'sum-incomplete': 'parts or total are blank, so the sum cannot be shown to hold',
  'statement-differs':
    'a sentence of the report gives another number than its table; compare both with the original',
  'sources-disagree': 'two sources of one report give different figures',
  'source-replaced':
    'the address that gave the report gives something else now; the last reading stays, look at what it is',
  'missing-table': 'a table of the form is not in the document',
  'missing-row':
    'rows or cells of the form are not in the document, or every cell of its tables is blank (a script fills them)',
  'year-differs':
    'the document or its listing names another year, or it was published before the year was over',
  'leftover-year':
    'a sentence claims for the year of the report what it says of another year, or a table prints another year by its figures; probably left over from an earlier report',
  'leftover-unit':
    'the body says that it is the report of another unit than the title, or a table prints another body by its figures; probably copied',
  'carry-over-differs':
    'what last year’s report carries forward is not what this year’s takes over; both stay as printed',
  'stock-differs':
    'in force is not last year’s plus issued minus repealed; documents that lapse or change hands make a difference, too; all four stay as printed',
  'out-of-scale':
    'a figure is orders of magnitude from every other year of the unit; look at the original, mostly at the unit of the amount',
  withheld:
    'an original of the report is withheld by decision of the archive’s keeper; its figures stay, its words are left out',
  'title-differs': 'the title calls it something else (a notice, a circular); its body is a whole report',
  // documents: bytes stay, listed as archived and not extracted
  'not-a-report': 'the document is no annual report; listed as archived, not extracted',
  'several-reports': 'the file holds more than one report; split it and import each, it is not extracted',
  'empty-file': 'the file has no content; listed as archived, not extracted',
  'unreadable-file':
    'encrypted, damaged, of an unknown kind, held by a script in a way that is not known, only pictures in place of a text, or a defect of our reader; listed as archived, not extracted; the message says which: a person reads it',
  // before anything else
  'no-such-file': 'the path does not exist; check it',
  'not-an-archive':
    'the folder holds something else than an archive of this kind; name another with --archive',
  'bad-site-file': 'the site file is wrong at the place named; mend it',
  'bad-config': 'the configuration file is wrong at the place named; mend it',
  'bad-recording': 'a recording of a site is wrong at the place named; record the site again',
  'unknown-platform':
    'no family recognises the page, or none of them finds its list; look at it, write the site file by hand',
  usage: 'the command line is wrong; see --help',
  'wrong-key':
    'the key is not the one that signs for this archive; name the right one with --key, a new one comes in with checkpoint rotate-key',
  'no-checkpoint': 'no checkpoint covers this yet; nianbao checkpoint makes one',
  'no-timestamp':
    'the time-stamping authority gave no stamp that holds; the checkpoint stands without it, and the next run asks again',
  // what follows a run
  'webhook-undelivered':
    'a receiver of config/webhooks.json did not take what it was told; it waits in outbox.json, status names it, and the next run sends it again',
  'catalog-behind':
    'the catalogue could not be brought up to date; nothing is lost: serve, publish and the next run do it again',
  // exports
  'table-shrank':
    'a table has fewer rows than the export of the same selection that lies there, or what lies there is of another selection; nothing was replaced: look why or take another --out, --allow-shrink accepts it',
  'sheet-full':
    'a table does not fit a sheet of Excel (1,048,576 rows, 16,384 columns); choose fewer reports, or take csv or parquet',
  'cell-cut':
    'a text does not fit a cell of Excel (32,767 characters); the cell says so at its end, csv and parquet have it whole',
  // the archive
  'archive-locked': 'another process writes to this archive; wait for it',
  'disk-full': 'the disk is full; nothing half-written stays, make room and run again',
  'disk-failed': 'the disk refused a write; nothing more is written, look at the disk and run again',
  'archive-damaged':
    'the archive differs from its own record at the place named; restore that file from a copy',
} as const satisfies Record<string, string>

/** One code of the closed vocabulary. */
export type FailureCode = keyof typeof failures

/** The one error class of the project: a code to decide by, a line for people, the cause kept. */
export class NianbaoError extends Error {
  override readonly name = 'NianbaoError'
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
