import { deflateSync } from 'node:zlib'
import { turned, type Raster } from '../../src/extract/engines/raster.ts'
import { loadPdfium } from '../../src/extract/engines/pdfium.ts'
import { renderPage } from '../../src/extract/engines/renderPage.ts'
import { random } from '../documents/random.ts'

/** What a scanner makes of paper. */
export interface ScanLook {
  readonly name: string
  /** Dots to the inch, for A4. */
  readonly dpi: number
  /** Degrees. */
  readonly skew?: number
  /** Standard deviation of the grain, in steps of light. */
  readonly grain?: number
  /** Passes of a blur over three pixels. */
  readonly blur?: number
  /** Light of the darkest ink, 0 to 255. */
  readonly ink?: number
  /** Black or white and nothing between, as fax machines and old scanners do. */
  readonly bilevel?: boolean
  /** Specks of dust on each page. */
  readonly dust?: number
  /** A red seal over the middle of each page. */
  readonly seal?: boolean
  /** JPEG quality, 0 to 1; without it the pixels are kept as they are. */
  readonly jpeg?: number
}

/** A page as a scanner gives it: three bytes for each pixel. */
export interface ScanImage {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

const a4 = 11.69

/** The pages of a PDF as a scanner would give them back; the same seed gives the same grain. */
export async function scannedPages(
  pdf: Uint8Array,
  look: ScanLook,
  seed: string,
): Promise<readonly ScanImage[]> {
  const pdfium = await loadPdfium()
  const { call } = pdfium
  const document = call.FPDF_LoadMemDocument(pdfium.copyIn(pdf), pdf.length, 0)
  const count = call.FPDF_GetPageCount(document)
  return Array.from({ length: count }, (_, index) => {
    const page = renderPage(pdfium, document, index, Math.round(look.dpi * a4))
    if (page === null) throw new Error(`page ${index + 1} cannot be drawn`)
    return worn(page.red, page.darkest, look, `${seed} ${index}`)
  })
}

function worn(clean: Raster, darkest: Raster, look: ScanLook, seed: string): ScanImage {
  const dice = random(seed)
  const straight = look.skew === undefined ? clean : turned(clean, (-look.skew * Math.PI) / 180)
  const { width, height, gray } = blurred(straight, look.blur ?? 0)
  const black = look.ink ?? 0
  const light = Float32Array.from(gray, (each) => black + (each * (250 - black)) / 255)
  for (let speck = 0; speck < (look.dust ?? 0); speck += 1) {
    const [x, y, size] = [dice.int(0, width - 4), dice.int(0, height - 4), dice.int(1, 3)]
    for (let dy = 0; dy < size; dy += 1)
      for (let dx = 0; dx < size; dx += 1) light[(y + dy) * width + x + dx] = 60
  }
  /** Red ink, on a page that lies straight. */
  const isRed = (at: number): boolean =>
    look.skew === undefined && (darkest.gray[at] ?? 255) < (clean.gray[at] ?? 255) - 40
  const rgb = new Uint8Array(width * height * 3)
  const [cx, cy, radius] = [width * 0.6, height * 0.4, height * 0.08]
  light.forEach((each, at) => {
    const noise =
      look.grain === undefined
        ? 0
        : (dice.int(-1000, 1000) + dice.int(-1000, 1000) + dice.int(-1000, 1000)) / 1000
    const value = each + noise * (look.grain ?? 0)
    const shown = look.bilevel === true ? (value < 140 ? 0 : 255) : Math.max(0, Math.min(255, value))
    const distance = Math.hypot((at % width) - cx, Math.floor(at / width) - cy)
    const isSeal =
      look.seal === true && (Math.abs(distance - radius) < radius * 0.06 || distance < radius * 0.25)
    rgb.set(
      isSeal
        ? [Math.min(shown + 30, 230), Math.min(40, shown), Math.min(50, shown)]
        : [shown, ...twice(isRed(at) ? Math.min(shown, darkest.gray[at] ?? 255) : shown)],
      at * 3,
    )
  })
  return { width, height, rgb }
}

function blurred(raster: Raster, passes: number): Raster {
  let { gray } = raster
  const { width, height } = raster
  for (let pass = 0; pass < passes; pass += 1) {
    const next = Uint8Array.from(gray)
    for (let y = 1; y < height - 1; y += 1)
      for (let x = 1; x < width - 1; x += 1) {
        const at = y * width + x
        const around = [at, at - 1, at + 1, at - width, at + width].reduce(
          (sum, each) => sum + (gray[each] ?? 255),
          0,
        )
        next[at] = Math.round(around / 5)
      }
    gray = next
  }
  return { width, height, gray }
}

/** One picture as it lies in a PDF: JPEG, or plain pixels. */
export interface StoredImage {
  readonly width: number
  readonly height: number
  readonly filter: 'DCTDecode' | 'FlateDecode'
  readonly bytes: Uint8Array
}

export const storedPlain = ({ width, height, rgb }: ScanImage): StoredImage => ({
  width,
  height,
  filter: 'FlateDecode',
  bytes: deflateSync(rgb, { level: 1 }),
})

/** A PDF (ISO 32000-1) whose pages are these pictures and nothing else. */
export function pdfOfPictures(images: readonly StoredImage[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n', 'latin1')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  const add = (...pieces: readonly (string | Uint8Array)[]): void => {
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece)
      parts.push(bytes)
      length += bytes.length
    }
  }
  const object = (number: number, ...pieces: readonly (string | Uint8Array)[]): void => {
    offsets[number] = length
    add(`${number} 0 obj\n`, ...pieces, '\nendobj\n')
  }
  const kids = images.map((_, at) => `${3 + at * 3} 0 R`).join(' ')
  object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  object(2, `<< /Type /Pages /Count ${images.length} /Kids [${kids}] >>`)
  images.forEach(({ width, height, filter, bytes }, at) => {
    const [page, content, picture] = [3 + at * 3, 4 + at * 3, 5 + at * 3]
    const [w, h] = width > height ? [842, (842 * height) / width] : [(842 * width) / height, 842]
    const drawing = `q ${w} 0 0 ${h} 0 0 cm /I Do Q`
    object(
      page,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${content} 0 R /Resources << /XObject << /I ${picture} 0 R >> >> >>`,
    )
    object(content, `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`)
    object(
      picture,
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /${filter} /Length ${bytes.length} >>\nstream\n`,
      bytes,
      '\nendstream',
    )
  })
  const start = length
  add(`xref\n0 ${offsets.length}\n0000000000 65535 f \n`)
  for (const offset of offsets.slice(1)) add(`${String(offset).padStart(10, '0')} 00000 n \n`)
  add(`trailer\n<< /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return Buffer.concat(parts)
}

const twice = (value: number): readonly [number, number] => [value, value]
