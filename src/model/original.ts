/** What is known of an original (原件) besides its bytes, all from the ledger or the command line. */
export interface Original {
  readonly bytes: Uint8Array
  /** Lower-case hex. */
  readonly sha256: string
  readonly role: 'page' | 'attachment' | 'import' | 'file'
  /** As the server said; `application/octet-stream` where nobody did. Never trusted over magic bytes. */
  readonly mediaType: string
  /** File name as linked or given, for people and for titles; null when there is none. */
  readonly name: string | null
  readonly url: string | null
  /** ISO 8601, UTC; null for a lone file. */
  readonly captured: string | null
  /** `seq` of its ledger line; null for a lone file. */
  readonly capture: number | null
  /** Names the run that captured it; absent for a lone file. */
  readonly run?: string
  /** Of what a person imported before, and said something else of: the line that first brought these bytes. */
  readonly first?: { readonly captured: string; readonly capture: number }
  /** URL of the page that linked an attachment. */
  readonly parentUrl: string | null
  /** Title, date and column as the listing printed them. */
  readonly listTitle: string | null
  readonly listDate: string | null
  readonly column: string | null
  /** For a file out of an archive: its path there, and whether it is the only report in it. All else is said of the archive. */
  readonly inside?: { readonly path: string; readonly isOnly: boolean }
  /** There where what a converter made of these bytes is kept beside them. */
  readonly conversion?: Conversion
  /** For a report in pictures of its pages (图片版): this original is the first of them and stands for all. */
  readonly pages?: PagesOf
}

/** What a converter made of an original (格式转换) of a kind that no reader of ours reads (docs/decisions/0061). */
export interface Conversion {
  readonly bytes: Uint8Array
  /** Lower-case hex, of these bytes. */
  readonly sha256: string
  /** Name of the converter, with its version. */
  readonly by: string
  /** When the ledger took it, ISO 8601, UTC; null for a lone file. */
  readonly captured: string | null
  /** `seq` of its ledger line; null for a lone file. */
  readonly capture: number | null
}

/** The pictures that are the pages of one report, in order. */
export interface PagesOf {
  readonly images: readonly Original[]
  /** How many more belong to them and are not there. */
  readonly absent: number
}

/** What is known from outside the documents: the place of the site, or what a person said on `import`. */
export interface Provenance {
  /** Division code of the site, when the originals come from one. */
  readonly siteDivision: string | null
  /** Unit and year as given by a person. */
  readonly givenUnit: string | null
  readonly givenYear: number | null
}

/** Everything that may speak of one report: pages, their attachments, and earlier versions of either. */
export interface Bundle {
  /** In ledger order; a later original with the same URL replaces the earlier one and begins a new edition if its content differs. */
  readonly originals: readonly Original[]
  readonly provenance: Provenance
  /** Looks at the lists that led to its pages, in ledger order; there where several addresses are joined. */
  readonly lists?: readonly ListLook[]
}

/** A look at a list (列表) that links pages. */
export interface ListLook {
  /** Names the request. */
  readonly list: string
  /** `seq` of its ledger line. */
  readonly capture: number
  readonly bytes: Uint8Array
}
