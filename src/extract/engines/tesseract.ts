import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { readSymbols, type ReadText } from './tesseractText.ts'
import type { Raster } from './raster.ts'

/** What stands in a picture: one line, or lines below each other. The numbers are Tesseract's page segmentation modes. */
const layouts = { line: '7', block: '6' } as const
export type Layout = keyof typeof layouts

/** One trained network, ready to read. */
export interface Tesseract {
  read(picture: Raster, layout: Layout): ReadText
}

/**
 * Loads Tesseract (its LSTM engine, WebAssembly) with the network of one language, whose data lie in the npm package: nothing is
 * fetched and nothing is written. The build with plain SIMD, because relaxed SIMD may give other results on another machine.
 * `only`: characters that alone may be read. Its memory follows the size of a picture, which is limited where strips are cut.
 */
export async function loadTesseract(language: 'eng' | 'chi_sim', only?: string): Promise<Tesseract> {
  const require = createRequire(import.meta.url)
  const load: unknown = require('tesseract.js-core/tesseract-core-simd-lstm')
  // The package has no types: what it gives is looked at before it is used.
  const module = Core.parse(await Factory.parse(load)({ print: quiet, printErr: quiet }))
  const data = require.resolve(`@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`)
  module.FS.writeFile(`${language}.traineddata`, gunzipSync(readFileSync(data)))
  const api = new module.TessBaseAPI()
  if (api.Init(null, language, lstmOnly) !== 0)
    throw new Error(`Tesseract does not take the data of ${language}`)
  if (only !== undefined) api.SetVariable('tessedit_char_whitelist', only)
  api.SetVariable('user_defined_dpi', '300')
  return {
    read(picture, layout) {
      module.FS.writeFile('/input', asPgm(picture))
      api.SetVariable('tessedit_pageseg_mode', layouts[layout])
      if (api.SetImageFile(1, 0) !== 0)
        throw new Error('Tesseract does not take a picture that was made for it')
      api.Recognize(null)
      const text = readSymbols(JSON.parse(api.GetJSONText()))
      api.Clear()
      return text
    },
  }
}

const lstmOnly = 1
const quiet = (): undefined => undefined

/** A portable graymap (Netpbm P5), which Leptonica reads without any other library. */
const asPgm = ({ width, height, gray }: Raster): Uint8Array =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), gray])

type Make = (options: Readonly<Record<string, unknown>>) => Promise<unknown>
const Factory = z.custom<Make>((value) => typeof value === 'function')

interface Api {
  Init(path: null, language: string, engine: number): number
  SetVariable(name: string, value: string): boolean
  SetImageFile(orientation: number, angle: number): number
  Recognize(monitor: null): number
  GetJSONText(): string
  Clear(): void
}

const Core = z.object({
  FS: z.custom<{ writeFile(path: string, bytes: Uint8Array): void }>(
    (value) => typeof value === 'object' && value !== null && 'writeFile' in value,
  ),
  TessBaseAPI: z.custom<new () => Api>((value) => typeof value === 'function'),
})
