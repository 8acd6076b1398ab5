import { chromium, type Page } from 'playwright'
import { findChromium } from '../../src/fetch/browser/findChromium.ts'
import type { MadeDocument } from '../documents/makeDocument.ts'
import { oddities } from '../documents/oddities.ts'
import { random } from '../documents/random.ts'
import { zip } from '../documents/zip.ts'
import { makeCase, type MadeCase } from '../fixtures/madeCase.ts'
import { browserJpeg } from '../scans/browserJpeg.ts'
import { pdfOfPictures, scannedPages, type ScanImage } from '../scans/madeScan.ts'
import { scanLooks } from '../scans/scanLooks.ts'
import { pngOf } from '../scans/writePng.ts'
import { pdfLooks } from './pdfLooks.ts'

/** The ways in which a printed report comes: as PDF with text, as a scan in one, as pictures of its pages in a zip. */
export const printedContainers = ['pdf', 'scan', 'jpeg-pages', 'png-pages'] as const
export type PrintedContainer = (typeof printedContainers)[number]

export interface PrintedCase extends Omit<MadeCase, 'container'> {
  readonly container: PrintedContainer
}

export interface Printer {
  make(one: PrintedCase): Promise<MadeDocument>
  close(): Promise<void>
}

/** `count` cases with at most one oddity each, from those that a browser can print. */
export const choosePrinted = (
  container: PrintedContainer,
  start: number,
  count: number,
): readonly PrintedCase[] =>
  Array.from({ length: count }, (_, at): PrintedCase => {
    const seed = start + at
    const dice = random(`${container}:${seed}`)
    const possible = [...oddities.values()].filter((one) => one.containers?.includes('html') ?? true)
    return { container, seed, oddities: dice.some(possible, dice.int(0, 1)).map(({ name }) => name) }
  })

/** Opens the browser that prints; in words why not, where there is none. */
export async function openPrinter(): Promise<Printer | { readonly missing: string }> {
  const found = await findChromium(process.env, () => Promise.resolve(chromium.executablePath()))
  if ('missing' in found) return found
  const browser = await chromium.launch({ args: ['--no-sandbox'], executablePath: found.path })
  const page = await browser.newPage()
  return {
    close: () => browser.close(),
    async make(one) {
      const made = makeCase({ ...one, container: 'html' })
      return { ...made, ...(await printed(page, one, Buffer.from(made.bytes).toString('utf8'))) }
    },
  }
}

/** Its look and, for a scan, its scanner follow from the seed. */
async function printed(
  page: Page,
  { container, seed }: PrintedCase,
  html: string,
): Promise<Pick<MadeDocument, 'name' | 'mediaType' | 'bytes'>> {
  const papers = container === 'pdf' ? pdfLooks : pdfLooks.filter(({ name }) => name !== 'no lines')
  const paper = papers[seed % papers.length]
  const look = scanLooks[seed % scanLooks.length]
  if (paper === undefined || look === undefined) throw new Error('nothing to print with')
  await page.setContent(`${html}<style>${paper.style}</style>`)
  const pdf = await page.pdf({ format: 'A4', ...paper.paper })
  if (container === 'pdf') return { name: '附件1.pdf', mediaType: 'application/pdf', bytes: pdf }
  const images = await scannedPages(pdf, look, `${container}:${seed}`)
  const jpegs = async (): Promise<readonly Uint8Array[]> => {
    const all: Uint8Array[] = []
    for (const image of images) all.push(await browserJpeg(page, image, look.jpeg ?? 0.75))
    return all
  }
  switch (container) {
    case 'scan': {
      const stored = (await jpegs()).map((bytes, at) => ({
        ...sizeOf(images[at]),
        filter: 'DCTDecode' as const,
        bytes,
      }))
      return { name: '附件1.pdf', mediaType: 'application/pdf', bytes: pdfOfPictures(stored) }
    }
    case 'jpeg-pages':
      return zipped(await jpegs(), 'jpg')
    case 'png-pages':
      return zipped(
        images.map((image) => pngOf(image, { depth: 8, colour: 2 })),
        'png',
      )
  }
}

const sizeOf = (image: ScanImage | undefined): Pick<ScanImage, 'width' | 'height'> => ({
  width: image?.width ?? 0,
  height: image?.height ?? 0,
})

const zipped = (
  pages: readonly Uint8Array[],
  kind: string,
): Pick<MadeDocument, 'name' | 'mediaType' | 'bytes'> => ({
  name: '附件1.zip',
  mediaType: 'application/zip',
  bytes: zip(pages.map((bytes, at) => ({ name: `年报/${at + 1}.${kind}`, bytes }))),
})
