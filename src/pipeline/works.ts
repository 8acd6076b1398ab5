import type { Archive, SiteArchive } from '../archive/openArchive.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config/loadConfig.ts'
import type { Extract } from '../extract/extract.ts'
import type { Fetcher } from '../fetch/fetch.ts'
import type { Tell } from '../model/progress.ts'
import type { Site } from '../sites/siteFile.ts'
import type { SiteLog } from './siteLog.ts'

/** The stages, opened once for a run. */
export interface Works {
  readonly run: string
  readonly clock: Clock
  readonly config: Config
  readonly archive: Archive
  readonly fetcher: Fetcher
  readonly extract: Extract
  readonly tell: Tell
}

/** A run at one site. */
export interface SiteWorks extends Works {
  readonly site: Site
  readonly shelf: SiteArchive
  readonly log: SiteLog
}
