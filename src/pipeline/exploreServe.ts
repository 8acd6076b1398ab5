import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { NianbaoError } from '../errors.ts'
import { downloadDesk } from './downloadDesk.ts'
import { downloadMaker } from './downloadMaker.ts'
import { downloadShelf } from './downloadShelf.ts'
import { downloadState } from './downloadState.ts'
import { explorer } from '../publish/explorer/explorer.ts'
import { ownNames } from '../publish/explorer/ownNames.ts'
import { keepHeapSmall } from './keepHeapSmall.ts'
import type { ExploreOrder } from './exploreArchive.ts'
import { exploreHealing } from './exploreHealing.ts'

/** A server that runs. */
export interface Served {
  readonly url: string
  readonly close: () => Promise<void>
  /** When it has ended. */
  readonly closed: Promise<void>
}

/** Serves the explorer over an archive. `usage` where the address cannot be had. */
export async function serveExplorer(
  order: ExploreOrder,
  {
    port,
    host,
    base = null,
  }: { readonly port: number; readonly host: string; readonly base?: string | null },
): Promise<Served> {
  keepHeapSmall()
  const { library, failed, close: letGo } = await exploreHealing(order)
  const desk = downloadDesk(downloadMaker(order), {
    stateNow: () => downloadState(order.archive),
    shelf: downloadShelf(failed),
  })
  const { downloads } = desk
  const close = async (): Promise<void> => {
    await desk.close()
    await letGo()
  }
  const app = explorer({ library, isStatic: false, base, hosts: ownNames(host, base), downloads, failed })
  const server = serve({ fetch: app.fetch, port, hostname: host })
  try {
    await once(server, 'listening')
  } catch (cause) {
    await close()
    throw new NianbaoError(
      'usage',
      `${host}:${port}: this address cannot be had; choose another --port or --host`,
      { cause },
    )
  }
  const address = server.address() as AddressInfo
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address
  const ended = once(server, 'close').then(() => close())
  return {
    url: `http://${shown}:${address.port}/`,
    closed: ended,
    close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      return ended
    },
  }
}
