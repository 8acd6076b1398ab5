import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { systemCode } from '../../systemRefusal.ts'
import { explorer, type ExplorerOptions } from './explorer.ts'
import { innerLinks } from './innerLinks.ts'
import type { PageInputs } from './siteManifest.ts'

/** A page to be made: its address, where its file goes, and what the last publication knows of that file. */
export interface PageTask {
  readonly address: string
  /** Absolute path of the file. */
  readonly file: string
  /** Null where the file was not there, or may have been made from anything. */
  readonly before: { readonly sha256: string; readonly inputs: PageInputs } | null
}

/** A page as it is to be published. */
export interface PageMade {
  readonly address: string
  /** Null where the file that lies there is what would be made again. */
  readonly content: Uint8Array | null
  /** Addresses that the page leads to. */
  readonly links: readonly string[]
  /** What the page was made from; null where nothing short tells it, and it is made each time. */
  readonly inputs: PageInputs | null
}

/** What notes of which questions a page is the answer to. */
export interface Watch {
  /** Does `work` and gives what was asked meanwhile; null where one question has no short answer. */
  during<T>(work: () => Promise<T>): Promise<{ readonly done: T; readonly inputs: PageInputs | null }>
  /** Whether these questions have the answers that they had. */
  stillHolds(inputs: PageInputs): Promise<boolean>
}

/** What an address gives. */
export interface Rendered {
  readonly status: number
  readonly content: Uint8Array
  /** The text of a page of ours; null for a file of another kind, which leads nowhere. */
  readonly page: string | null
}

/** Renders addresses of the explorer as files, one at a time. */
export function pageRenderer(options: Omit<ExplorerOptions, 'isStatic' | 'take'>): Render {
  const taken: string[] = []
  const app = explorer({ ...options, isStatic: true, take: (text) => void taken.push(text) })
  return async (address) => {
    const answer = await app.request(address)
    const page = taken.splice(0).at(-1) ?? null
    const content = page === null ? new Uint8Array(await answer.arrayBuffer()) : encoder.encode(page)
    return { status: answer.status, content, page }
  }
}
export type Render = (address: string) => Promise<Rendered>

const encoder = new TextEncoder()

/**
 * Makes a page, or shows that the file that lies there is it: nothing that it was made from differs, and neither does the file. The questions
 * were noted while it was made and not thought out beforehand, so a page that asks for more is told so by itself.
 */
export async function makePage(
  render: Render,
  { address, file, before }: PageTask,
  watch: Watch,
): Promise<PageMade> {
  if (before !== null && (await watch.stillHolds(before.inputs))) {
    const bytes = await bytesAt(file)
    if (bytes !== null && hash('sha256', bytes) === before.sha256) {
      return { address, content: null, links: linksIn(bytes, address), inputs: before.inputs }
    }
  }
  const { done, inputs } = await watch.during(() => render(address))
  const { status, content, page } = done
  if (status !== 200) throw new Error(`${address}: a page leads there, and it answers ${status}`)
  return { address, content, links: page === null ? [] : innerLinks(page, address), inputs }
}

/**
 * Inner links are written in ASCII, so a byte for a character will do, and costs a fraction. A document in its frame leads nowhere: what looks like a
 * link in it are words of somebody else.
 */
const linksIn = (content: Buffer, address: string): readonly string[] =>
  address.endsWith('/document/') ? [] : innerLinks(content.toString('latin1'), address)

async function bytesAt(file: string): Promise<Buffer | null> {
  return readFile(file).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null
    throw error
  })
}
