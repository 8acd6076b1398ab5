import type { Page } from 'playwright'
import type { ScanImage } from './madeScan.ts'

/** A picture as JPEG, by the encoder of a browser. `quality`: 0 to 1. */
export async function browserJpeg(page: Page, image: ScanImage, quality: number): Promise<Uint8Array> {
  const base64 = await page.evaluate(
    `(() => {
      const canvas = document.createElement('canvas')
      canvas.width = ${image.width}; canvas.height = ${image.height}
      const rgb = Uint8Array.from(atob(${JSON.stringify(Buffer.from(image.rgb).toString('base64'))}), (c) => c.charCodeAt(0))
      const data = new ImageData(${image.width}, ${image.height})
      for (let at = 0; at < rgb.length / 3; at += 1) data.data.set([rgb[at * 3], rgb[at * 3 + 1], rgb[at * 3 + 2], 255], at * 4)
      canvas.getContext('2d').putImageData(data, 0, 0)
      return canvas.toDataURL('image/jpeg', ${quality}).split(',')[1]
    })()`,
  )
  return Buffer.from(String(base64), 'base64')
}
