import { SingleBar } from 'cli-progress'
import type { Progress, Tell } from '../model/progress.ts'

/** Lets `work` tell its progress on stderr. */
export async function withProgress<T>(work: (tell: Tell) => Promise<T>): Promise<T> {
  const { tell, stop } = progressTeller(process.stderr)
  try {
    return await work(tell)
  } finally {
    stop()
  }
}

/** Where progress goes, and how it ends: the bar must leave the terminal clean. */
interface ProgressTeller {
  readonly tell: Tell
  readonly stop: () => void
}

/** A bar when `stream` is a terminal, else one JSON line for each thing that happened. */
function progressTeller(stream: NodeJS.WriteStream): ProgressTeller {
  return stream.isTTY ? barTeller(stream) : lineTeller(stream)
}

function lineTeller(stream: NodeJS.WriteStream): ProgressTeller {
  const tell = (progress: Progress): void => {
    if (progress.kind === 'link-done' || progress.kind === 'checked') return
    stream.write(`${JSON.stringify(progress)}\n`)
  }
  return { tell, stop: () => undefined }
}

function barTeller(stream: NodeJS.WriteStream): ProgressTeller {
  const bar = new SingleBar({
    stream,
    format: '  {bar} {value}/{total}  {what}',
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
  })
  let total = 0
  const mended: string[] = []
  bar.start(0, 0, { what: '' })
  const tell = (progress: Progress): void => {
    if (progress.kind === 'planned') bar.setTotal((total += progress.links))
    else if (progress.kind === 'link-done') bar.increment(1, { what: progress.site })
    else if (progress.kind === 'recovered') mended.push(progress.message)
    else if (progress.kind === 'checked') {
      bar.setTotal(progress.total)
      bar.update(progress.done, { what: '' })
    }
  }
  return {
    tell,
    stop: () => {
      bar.stop()
      for (const message of mended) stream.write(`${message}\n`)
    },
  }
}
