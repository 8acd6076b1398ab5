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
  /** How far verify is: originals hashed and their bytes so far, and the share of the whole archive (0 to 1, an estimate). */
  | {
      readonly kind: 'checked'
      readonly site: string
      readonly files: number
      readonly bytes: number
      readonly share: number
    }
  /** What verify looked at, at its end: what was left out by wish is not known to be as it should be. */
  | {
      readonly kind: 'verified'
      readonly originals: number
      readonly bytes: number
      readonly unhashed: number
      readonly unhashedBytes: number
      readonly underived: number
    }

export type Tell = (progress: Progress) => void
