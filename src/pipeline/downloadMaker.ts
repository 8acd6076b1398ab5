import { chmod, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { filesBelow } from '../archive/filesBelow.ts'
import type { DownloadOrder, RefusedDownload } from '../model/download.ts'
import { stagedZip } from '../publish/stagedZip.ts'
import { Staging } from '../publish/staging.ts'
import { exportApart } from './downloadChild.ts'
import type { ExploreOrder } from './exploreArchive.ts'
import { HeldFile } from './heldFile.ts'

/** What an export may take in all, in milliseconds. */
const longest = 10 * 60_000

/** Makes what is asked for as one file without a name; its folder is gone when this ends. */
export type DownloadMaker = (order: DownloadOrder, signal: AbortSignal) => Promise<HeldFile | RefusedDownload>

/** Makes files as the command line does: by running it. */
export const downloadMaker =
  (
    { archive, config, clock }: Pick<ExploreOrder, 'archive' | 'config' | 'clock'>,
    limit = longest,
  ): DownloadMaker =>
  (order, gone) =>
    Staging.use(tmpdir(), async (staging) => {
      await chmod(staging.folder, 0o700)
      const out = staging.path('made')
      const late = AbortSignal.timeout(limit)
      const signal = AbortSignal.any([gone, late])
      try {
        const refused = await exportApart({ ...order, archive, config, now: clock(), out }, signal)
        if (refused !== null) {
          // Where things lie on this machine is nobody's business.
          const message = refused.message.replaceAll(out, 'out').replaceAll(archive, 'archive')
          return { ...refused, message }
        }
      } catch (error) {
        if (!late.aborted || gone.aborted) throw error
        const message = `nianbao export ${order.format}: not done after ${limit / 60_000} minutes; choose less, or use the command line`
        return { kind: 'refused', code: 'timed-out', message }
      }
      const { files } = await filesBelow(out)
      const [sheet] = files.filter((file) => file.endsWith('.xlsx'))
      if (order.format === 'xlsx' && sheet !== undefined)
        return HeldFile.of(await open(staging.path(`made/${sheet}`)))
      // parquet is compressed already.
      const compress = order.format !== 'parquet'
      await stagedZip(staging, 'made.zip', { folder: 'made', files, compress })
      return HeldFile.of(await open(staging.path('made.zip')))
    })
