import type { FailureCode } from '../errors.ts'
import type { Alarm, Trouble } from './run.ts'

/** What a run tells while it works (进度): a bar on a terminal, one JSON line each otherwise. */
export type Progress =
  | { readonly kind: 'site-started'; readonly site: string }
  /** What the run before left torn or lost, and what was done about it. */
  | { readonly kind: 'recovered'; readonly site: string; readonly message: string }
  | { readonly kind: 'listed'; readonly site: string; readonly endpoint: string; readonly rows: number }
  /** `seconds`: how long these links take at least, by the pace of the site. */
  | { readonly kind: 'planned'; readonly site: string; readonly links: number; readonly seconds: number }
  | { readonly kind: 'captured'; readonly site: string; readonly url: string; readonly outcome: string }
  | { readonly kind: 'link-done'; readonly site: string }
  | ({ readonly kind: 'trouble'; readonly site: string } & Trouble)
  | ({ readonly kind: 'alarm'; readonly site: string } & Alarm)
  | { readonly kind: 'site-done'; readonly site: string; readonly reports: number }
  /** The key that signs was made; `file` has its private part, of which a copy should lie apart from the archive. */
  | { readonly kind: 'key-made'; readonly file: string; readonly publicKey: string }
  /** Something that is amiss and fails nothing. */
  | { readonly kind: 'warned'; readonly code: FailureCode; readonly message: string }
  | { readonly kind: 'checked'; readonly done: number; readonly total: number }

export type Tell = (progress: Progress) => void
