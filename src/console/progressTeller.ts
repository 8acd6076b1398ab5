import { SingleBar } from 'cli-progress'
import { duration, openEstimate, type Estimate } from './estimate.ts'
import { describeVerified, megabytes } from './describeVerified.ts'
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

/** A log that grows by a line for every link says nothing at a glance; so often it says how far the run is. */
const estimateEvery = 10_000

function lineTeller(stream: NodeJS.WriteStream): ProgressTeller {
  const estimate = openEstimate()
  let next = performance.now() + estimateEvery
  const write = (line: object): void => void stream.write(`${JSON.stringify(line)}\n`)
  const begun = performance.now()
  const tell = (progress: Progress): void => {
    const now = performance.now()
    follow(estimate, progress, now)
    if (progress.kind === 'checked') {
      if (now < next) return
      next = now + estimateEvery
      write({ ...progress, secondsLeft: leftByShare(progress.share, now - begun) })
      return
    }
    if (progress.kind !== 'link-done') write(progress)
    if (now < next || estimate.total() === 0) return
    next = now + estimateEvery
    const [done, total, secondsLeft] = [estimate.finished(), estimate.total(), estimate.secondsLeft(now)]
    write({ kind: 'progress', done, total, secondsLeft })
  }
  return { tell, stop: () => undefined }
}

/** Seconds that the rest takes at the speed so far; `took` in milliseconds. */
const leftByShare = (share: number, took: number): number =>
  share === 0 ? 0 : Math.round(((took / share) * (1 - share)) / 1000)

function follow(estimate: Estimate, progress: Progress, now: number): void {
  if (progress.kind === 'planned') estimate.plan(progress.site, progress.links, progress.seconds, now)
  else if (progress.kind === 'link-done') estimate.done(progress.site)
}

function barTeller(stream: NodeJS.WriteStream): ProgressTeller {
  const bar = new SingleBar({
    stream,
    format: '  {bar} {value}/{total}  {left}  {what}',
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
  })
  const estimate = openEstimate()
  const begun = performance.now()
  const notes: string[] = []
  bar.start(0, 0, { what: '', left: '' })
  const tell = (progress: Progress): void => {
    const now = performance.now()
    follow(estimate, progress, now)
    if (progress.kind === 'planned') bar.setTotal(estimate.total())
    else if (progress.kind === 'link-done')
      bar.update(estimate.finished(), {
        what: progress.site,
        left: `about ${duration(estimate.secondsLeft(now))} left`,
      })
    else if (progress.kind === 'recovered') notes.push(progress.message)
    else if (progress.kind === 'key-made') notes.push(keyWords(progress))
    else if (progress.kind === 'warned') notes.push(`${progress.code}: ${progress.message}`)
    else if (progress.kind === 'checked') {
      const { share, files, bytes } = progress
      bar.setTotal(1000)
      bar.update(Math.floor(share * 1000), {
        what: `${files} originals, ${megabytes(bytes)}`,
        left: `about ${duration(leftByShare(share, now - begun))} left`,
      })
    } else if (progress.kind === 'verified') notes.push(describeVerified(progress) ?? '')
  }
  return {
    tell,
    stop: () => {
      bar.stop()
      for (const message of notes.filter((text) => text !== '')) stream.write(`${message}\n`)
    },
  }
}

const keyWords = ({ file, publicKey }: Extract<Progress, { kind: 'key-made' }>): string =>
  `the key that signs this archive was made in ${file}; keep a copy apart from the archive, and publish its public part ${publicKey}`
