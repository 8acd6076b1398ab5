/** What is known of a document from outside: the listing, the site, a person. Null where nobody said. */
export interface IdentityHints {
  /** File name as linked or given. */
  readonly name: string | null
  readonly listTitle: string | null
  readonly listDate: string | null
  readonly column: string | null
  /** Whether the document is a file that a page links: title, date and column are then the page's. */
  readonly isAttachment: boolean
  /** Division code of the site. */
  readonly siteDivision: string | null
  /** A person's word on `import`: a unit's name, or a division code with or without `/body`. */
  readonly givenUnit: string | null
  readonly givenYear: number | null
}
