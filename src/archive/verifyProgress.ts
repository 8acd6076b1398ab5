import { statSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from '../systemRefusal.ts'
import type { RecordedFile } from './verifyLedger.ts'

/** How far verify is: what was done at all so far, at which site, and the share of the whole archive (0 to 1, an estimate). */
export interface VerifyProgress {
  readonly site: string
  /** Originals hashed and bundles derived again at this site, and how many it has of both. */
  readonly done: number
  readonly total: number
  /** Originals hashed and their bytes, of all sites so far. */
  readonly files: number
  readonly bytes: number
  readonly share: number
}

/** What a verify looked at. What it left out by wish (`sample`, `since`) is not known to be as it should be. */
export interface Verified {
  readonly originals: number
  readonly bytes: number
  readonly unhashed: number
  readonly unhashedBytes: number
  /** Bundles from which no report was made again. */
  readonly underived: number
}

const nothingVerified: Verified = { originals: 0, bytes: 0, unhashed: 0, unhashedBytes: 0, underived: 0 }

/** Takes down what is done at one site. */
export interface SiteProgress {
  readonly originals: (all: readonly RecordedFile[], chosen: readonly RecordedFile[]) => void
  readonly hashed: (file: RecordedFile) => void
  /** How many bundles there are, and how many of them are derived again. */
  readonly bundles: (all: number, chosen: number) => void
  readonly made: () => void
}

/** Making a report again takes about as long as hashing so many originals (measured 2026-11-21: 7 ms and 0.1 ms). */
const filesPerBundle = 60

/** A site's part of the whole is taken to be that of its ledger: known before anything is read. `derives`: bundles are derived, too. */
export function verifyProgress(
  archive: string,
  sites: readonly string[],
  derives: boolean,
  tell: ((progress: VerifyProgress) => void) | undefined,
): { readonly site: (id: string) => SiteProgress; readonly verified: () => Verified } {
  const weights = new Map(sites.map((id) => [id, 1 + ledgerSize(archive, id)]))
  const whole = weights.values().reduce((sum, weight) => sum + weight, 0)
  let verified = nothingVerified
  let before = 0
  return {
    verified: () => verified,
    site(id) {
      const from = before
      const weight = weights.get(id) ?? 0
      before += weight
      // Bundles are counted when the originals are done; till then they are taken to be half as many.
      let total = { files: 0, bundles: 0 }
      let done = { files: 0, bundles: 0 }
      const told = () => {
        const work = total.files + total.bundles * filesPerBundle
        const part = work === 0 ? 0 : (done.files + done.bundles * filesPerBundle) / work
        const counts = { done: done.files + done.bundles, total: total.files + total.bundles }
        const share = (from + weight * part) / whole
        tell?.({ site: id, ...counts, files: verified.originals, bytes: verified.bytes, share })
      }
      return {
        originals(all, chosen) {
          total = { files: chosen.length, bundles: derives ? Math.ceil(chosen.length / 2) : 0 }
          const [size, rest] = [bytesOf(chosen), all.length - chosen.length]
          const { unhashed, unhashedBytes } = verified
          verified = { ...verified, unhashed: unhashed + rest, unhashedBytes: unhashedBytes + bytesOf(all) - size }
        },
        hashed({ size }) {
          done = { ...done, files: done.files + 1 }
          verified = { ...verified, originals: verified.originals + 1, bytes: verified.bytes + size }
          told()
        },
        bundles(all, chosen) {
          total = { ...total, bundles: chosen }
          verified = { ...verified, underived: verified.underived + all - chosen }
        },
        made() {
          done = { ...done, bundles: done.bundles + 1 }
          told()
        },
      }
    },
  }
}

const bytesOf = (files: readonly RecordedFile[]): number => files.reduce((sum, { size }) => sum + size, 0)

/** A ledger that cannot be looked at is named where it is walked. */
function ledgerSize(archive: string, id: string): number {
  try {
    return statSync(join(archive, id, 'captures.jsonl')).size
  } catch (error) {
    if (systemCode(error) === null) throw error
    return 0
  }
}
