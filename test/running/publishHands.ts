import type { PageTask } from '../../src/publish/explorer/makePage.ts'
import type { PageMaker } from '../../src/publish/explorer/publishExplorer.ts'
import { openSiteWriter } from '../../src/publish/explorer/siteWriter.ts'

/** Hands, each with a writer of its own, that write whatever text a test gives for an address. */
export const handsOf = (
  width: number,
  make: (task: PageTask) => Promise<{ readonly text: string; readonly links: readonly string[] }>,
): PageMaker => ({
  kind: 'live',
  hire(place) {
    const writers = Array.from({ length: width }, () => openSiteWriter(place))
    return {
      width,
      async make(task, lane) {
        const { text, links } = await make(task)
        const file = writers[lane]?.write(task.path, Buffer.from(text), task.over)
        if (file === undefined) throw new Error(`there is no hand ${lane}`)
        return { file, links, inputs: null }
      },
      close() {
        for (const writer of writers) writer.close()
        return Promise.resolve()
      },
    }
  },
})
