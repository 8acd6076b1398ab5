import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from '../../systemRefusal.ts'
import { explorer, type ExplorerOptions } from './explorer.ts'
import { innerLinks } from './innerLinks.ts'
import type { PageInputs } from './siteManifest.ts'
import type { FilePublished, Replaceable, SiteWriter } from './siteWriter.ts'

/** A page to be made: its address, its file, and what the last publication knows of that file. */
export interface PageTask {
  readonly address: string
  /** Of the file below the folder, `/`-parted. */
  readonly path: string
  /** Null where the file was not there, or may have been made from anything. */
  readonly before: { readonly sha256: string; readonly inputs: PageInputs } | null
  readonly over: Replaceable
}

/** A page that lies in its file. */
export interface PageMade {
  readonly file: FilePublished
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
  /** Holds until the next page is rendered. */
  readonly content: Uint8Array
  /** The text of a page of ours; null for a file of another kind, which leads nowhere. */
  readonly page: string | null
}

/** Renders addresses of the explorer as files, one at a time. */
export function pageRenderer(options: Omit<ExplorerOptions, 'isStatic' | 'take'>): Render {
  const taken: string[] = []
  const app = explorer({ ...options, isStatic: true, take: (text) => void taken.push(text) })
  const encoded = encodeInPlace()
  return async (address) => {
    const answer = await app.request(address)
    const page = taken.splice(0).at(-1) ?? null
    const content = page === null ? new Uint8Array(await answer.arrayBuffer()) : encoded(page)
    return { status: answer.status, content, page }
  }
}
export type Render = (address: string) => Promise<Rendered>

/** UTF-8 in the same piece of memory each time: a new one for each page would be most of the garbage. */
function encodeInPlace(): (page: string) => Uint8Array {
  const encoder = new TextEncoder()
  let room = new Uint8Array(1 << 20)
  return (page) => {
    const most = page.length * 3
    if (most > room.length) room = new Uint8Array(most * 2)
    return room.subarray(0, encoder.encodeInto(page, room).written)
  }
}

/** What makes pages: who renders them, who sees what they are made from, and who writes them where. */
export interface PageTools {
  readonly render: Render
  readonly watch: Watch
  readonly writer: SiteWriter
  readonly out: string
}

/**
 * Makes a page and writes it, or shows that the file that lies there is it: nothing that it was made from differs, and neither does the file. The
 * questions were noted while it was made and not thought out beforehand, so a page that asks for more is told so by itself.
 */
export async function makePage(
  { render, watch, writer, out }: PageTools,
  { address, path, before, over }: PageTask,
): Promise<PageMade> {
  if (before !== null && (await watch.stillHolds(before.inputs))) {
    const bytes = bytesAt(join(out, path))
    if (bytes !== null && hash('sha256', bytes) === before.sha256) {
      const file = { sha256: before.sha256, bytes: bytes.length, isWritten: false }
      return { file, links: linksIn(bytes, address), inputs: before.inputs }
    }
  }
  const { done, inputs } = await watch.during(() => render(address))
  const { status, content, page } = done
  if (status !== 200) throw new Error(`${address}: a page leads there, and it answers ${status}`)
  const file = writer.write(path, content, over)
  return { file, links: page === null ? [] : innerLinks(page, address), inputs }
}

/**
 * Inner links are written in ASCII, so a byte for a character will do, and costs a fraction. A document in its frame leads nowhere: what looks like a
 * link in it are words of somebody else.
 */
const linksIn = (content: Buffer, address: string): readonly string[] =>
  address.endsWith('/document/') ? [] : innerLinks(content.toString('latin1'), address)

function bytesAt(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null
    throw error
  }
}
