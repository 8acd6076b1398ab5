/** What a run would ask a site for, as far as that is known before its listings are read. */
export interface SitePlan {
  readonly site: string
  /** Its sources: each costs one request when nothing is new, and one more for every new link. */
  readonly listings: readonly string[]
  /** Listings that are read to their end whatever their first page shows; a source of which none is known, by its name. */
  readonly walks: readonly string[]
  /** Links that wait and are due again. */
  readonly retries: readonly string[]
  /** Pages and files that are due for another look. */
  readonly rechecks: readonly string[]
}
