import type { Orientation, Picture } from './picture.ts'

/** Points of the longer side of A4: how large a page is says nothing, so all are made alike. */
const longerSide = 842

/**
 * A PDF (ISO 32000-1) whose pages are these pictures, upright and nothing else, so that a picture is read on the path of a scan. It is made in memory
 * and kept nowhere.
 */
export function picturesAsPdf(pictures: readonly Picture[]): Uint8Array {
  const parts: Buffer[] = []
  const offsets: number[] = []
  let length = 0
  const add = (...pieces: readonly (string | Uint8Array)[]): void => {
    for (const piece of pieces) {
      const bytes =
        typeof piece === 'string'
          ? Buffer.from(piece, 'latin1')
          : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
      parts.push(bytes)
      length += bytes.length
    }
  }
  const object = (number: number, ...pieces: readonly (string | Uint8Array)[]): void => {
    offsets[number] = length
    add(`${number} 0 obj\n`, ...pieces, '\nendobj\n')
  }
  add('%PDF-1.5\n')
  object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  const kids = pictures.map((_, at) => `${3 + at * 3} 0 R`).join(' ')
  object(2, `<< /Type /Pages /Count ${pictures.length} /Kids [${kids}] >>`)
  pictures.forEach((picture, at) => {
    const [page, content, image] = [3 + at * 3, 4 + at * 3, 5 + at * 3]
    const [width, height] = pageSize(picture)
    const drawing = `q ${matrix(picture.orientation, width, height)} cm /I Do Q`
    const resources = `<< /XObject << /I ${image} 0 R >> >>`
    object(
      page,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${content} 0 R /Resources ${resources} >>`,
    )
    object(content, `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`)
    object(image, `<< ${describe(picture)} >>\nstream\n`, picture.bytes, '\nendstream')
  })
  const start = length
  add(`xref\n0 ${offsets.length}\n0000000000 65535 f \n`)
  for (const offset of offsets.slice(1)) add(`${String(offset).padStart(10, '0')} 00000 n \n`)
  add(`trailer\n<< /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return Buffer.concat(parts)
}

const describe = ({ width, height, channels, filter, bytes }: Picture): string =>
  `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 ` +
  `/ColorSpace /${channels === 1 ? 'DeviceGray' : 'DeviceRGB'} /Filter /${filter} /Length ${bytes.length}`

/** Points; turned by a quarter, its sides change places. */
function pageSize({ width, height, orientation }: Picture): readonly [width: number, height: number] {
  const [across, down] = orientation >= 5 ? [height, width] : [width, height]
  const scale = longerSide / Math.max(across, down)
  return [across * scale, down * scale]
}

/** Where the unit square of a picture goes on a page of this size (ISO 32000-1, 8.3.4 and 8.9.5.1), so that it is seen upright. */
function matrix(orientation: Orientation, width: number, height: number): string {
  const [w, h] = [width, height]
  const matrices = {
    1: [w, 0, 0, h, 0, 0],
    2: [-w, 0, 0, h, w, 0],
    3: [-w, 0, 0, -h, w, h],
    4: [w, 0, 0, -h, 0, h],
    5: [0, -h, -w, 0, w, h],
    6: [0, -h, w, 0, 0, h],
    7: [0, h, w, 0, 0, 0],
    8: [0, h, -w, 0, w, 0],
  } as const satisfies Record<Orientation, readonly number[]>
  return matrices[orientation].join(' ')
}
