/** What one page may cost. Durations in milliseconds. */
export interface BrowserLimits {
  /** From asking for a page (or clicking on) until it must be there; at 1.5 s a request this is a hundred requests. */
  readonly page: number
  /** Without a request on its way or a change in what is waited for: nothing more will come. */
  readonly idle: number
  /** Until an archived page is shown with all that belongs to it; at 1.5 s a request this is eighty pictures and style sheets. */
  readonly picture: number
  /** Until a page that is shown is a picture and a PDF. */
  readonly shot: number
  /** Until a challenge must be passed; 瑞数 takes 30 to 45 s (platforms.md §6.2). */
  readonly trial: number
  /** Requests of one page, all clicks included. */
  readonly requests: number
  /** Documents that a host may answer its own challenge with. */
  readonly trialDocuments: number
  /** Bytes that the browser may hold with all its pages; several large lists at a time take a third. */
  readonly memory: number
  /** Pages that are kept open for their next step. */
  readonly open: number
}

export const usualLimits: BrowserLimits = {
  page: 180_000,
  idle: 5_000,
  picture: 120_000,
  shot: 60_000,
  trial: 60_000,
  requests: 600,
  trialDocuments: 3,
  memory: 1_500_000_000,
  open: 8,
}
