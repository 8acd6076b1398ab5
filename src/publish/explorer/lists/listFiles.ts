import type { Hono } from 'hono'
import type { Library } from '../../../model/library.ts'
import type { Asks } from '../asks.ts'
import { safetyHeaders } from '../policy.ts'
import { listText, type ListFile } from './listFile.ts'
import { lists } from './lists.ts'

/** Adds the file of every list. They have no language: names of columns are those of the exports. */
export function listFiles(app: Hono, library: Library): void {
  for (const { address, make } of lists)
    app.get(address, async (context) => {
      await library.refresh()
      const asks: Asks = {
        part: (name) => context.req.param(name) ?? '',
        query: (name) => context.req.query(name) ?? '',
      }
      const list: ListFile | null = await make(library, asks)
      if (list === null) return context.notFound()
      const name = context.req.path.slice(context.req.path.lastIndexOf('/') + 1)
      return context.body(listText(list), 200, {
        ...safetyHeaders,
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}"`,
      })
    })
}
