import type { PageTask } from '../../src/publish/explorer/makePage.ts'
import type { PageMaker } from '../../src/publish/explorer/publishExplorer.ts'
import { openSiteWriter } from '../../src/publish/explorer/siteWriter.ts'

/** Hands that write whatever text a test gives for an address. */
export const handsOf = (
  width: number,
  make: (task: PageTask) => Promise<{ readonly text: string; readonly links: readonly string[] }>,
): PageMaker => ({
  kind: 'live',
  hire(place) {
    const writer = openSiteWriter(place)
    return {
      width,
      async make(task) {
        const { text, links } = await make(task)
        return { file: writer.write(task.path, Buffer.from(text), task.over), links, inputs: null }
      },
      close() {
        writer.close()
        return Promise.resolve()
      },
    }
  },
})
