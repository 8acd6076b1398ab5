import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PDFiumModule } from '@hyzyla/pdfium'

/** The functions of PDFium's public C interface (fpdfview.h, fpdf_text.h, fpdf_edit.h) that we call; pointers are numbers. */
const names = [
  ...([
    'malloc',
    'free',
    'FPDF_InitLibrary',
    'FPDF_LoadMemDocument',
    'FPDF_CloseDocument',
    'FPDF_GetLastError',
  ] as const),
  ...(['FPDF_GetPageCount', 'FPDF_LoadPage', 'FPDF_ClosePage', 'FPDF_GetPageBoundingBox'] as const),
  ...(['FPDFText_LoadPage', 'FPDFText_ClosePage', 'FPDFText_CountChars', 'FPDFText_GetUnicode'] as const),
  ...(['FPDFText_GetLooseCharBox', 'FPDFText_IsGenerated', 'FPDFText_HasUnicodeMapError'] as const),
  ...([
    'FPDFText_GetCharAngle',
    'FPDFText_GetMatrix',
    'FPDFText_GetFontSize',
    'FPDFText_GetTextObject',
    'FPDFTextObj_GetTextRenderMode',
  ] as const),
  ...([
    'FPDFPage_GetRotation',
    'FPDFPage_CountObjects',
    'FPDFPage_GetObject',
    'FPDFPageObj_GetType',
  ] as const),
  ...(['FPDFPageObj_GetMatrix', 'FPDFPageObj_GetBounds', 'FPDFFormObj_CountObjects'] as const),
  ...(['FPDFFormObj_GetObject', 'FPDFPath_CountSegments', 'FPDFPath_GetPathSegment'] as const),
  ...(['FPDFPathSegment_GetPoint', 'FPDFPathSegment_GetType', 'FPDFPathSegment_GetClose'] as const),
  ...([
    'FPDFPath_GetDrawMode',
    'FPDFPageObj_GetStrokeWidth',
    'FPDFPageObj_GetFillColor',
    'FPDFPageObj_GetStrokeColor',
  ] as const),
  ...([
    'FPDFBitmap_CreateEx',
    'FPDFBitmap_FillRect',
    'FPDFBitmap_GetBuffer',
    'FPDFBitmap_GetStride',
  ] as const),
  ...(['FPDFBitmap_Destroy', 'FPDF_RenderPageBitmap'] as const),
  ...(['FPDFPageObj_HasTransparency', 'FPDFPageObj_GetClipPath', 'FPDFClipPath_CountPaths'] as const),
  ...(['FPDFClipPath_CountPathSegments', 'FPDFClipPath_GetPathSegment'] as const),
  ...([
    'FPDFPage_GetAnnotCount',
    'FPDFPage_GetAnnot',
    'FPDFPage_CloseAnnot',
    'FPDFAnnot_GetSubtype',
  ] as const),
  ...(['FPDFAnnot_GetRect', 'FPDFAnnot_GetFlags', 'FPDFAnnot_GetStringValue'] as const),
  ...(['FPDFPage_RemoveObject', 'FPDFFormObj_RemoveObject', 'FPDFPageObj_Destroy'] as const),
  ...(['FPDFImageObj_GetRenderedBitmap', 'FPDFBitmap_GetHeight'] as const),
] as const

type Name = (typeof names)[number]
type Call = (...pointersAndNumbers: readonly number[]) => number

/** PDFium in WebAssembly, one instance: its functions, and its memory, which may move with every call. */
export interface Pdfium {
  readonly call: Readonly<Record<Name, Call>>
  /** Copies bytes in; the caller frees the pointer. */
  copyIn(bytes: Uint8Array): number
  /** Pointers to numbers are multiples of 4, as malloc gives them. */
  readonly float: (pointer: number) => number
  readonly int: (pointer: number) => number
  /** A look at memory, good until the next call. */
  bytes(pointer: number, length: number): Uint8Array
}

/** What one document may take: the largest reports have 30 MB of pictures; a bomb asks for the 2 GB that WebAssembly has. */
const mostBytes = 512 * 1024 * 1024

/** Loads an instance of its own, with memory of its own. */
export async function loadPdfium(): Promise<Pdfium> {
  const { wasmExports } = await PDFiumModule({ instantiateWasm })
  const exported: Readonly<Record<string, unknown>> = wasmExports
  const call = Object.fromEntries(names.map((name) => [name, functionOf(exported, name)]))
  const memory = exported['memory']
  if (!isComplete(call) || !(memory instanceof WebAssembly.Memory))
    throw new Error('this is not the PDFium that we know')
  let floats = new Float32Array(memory.buffer)
  let ints = new Int32Array(memory.buffer)
  /** Memory that has grown is another buffer, and what looked at the old one is empty. */
  const renew = (): void => {
    if (floats.length > 0) return
    floats = new Float32Array(memory.buffer)
    ints = new Int32Array(memory.buffer)
  }
  call.FPDF_InitLibrary()
  return {
    call,
    copyIn(bytes) {
      const pointer = call.malloc(bytes.length)
      if (pointer === 0) throw new RangeError('no memory left for the file')
      new Uint8Array(memory.buffer).set(bytes, pointer)
      return pointer
    },
    float(pointer) {
      renew()
      return floats[pointer >> 2] ?? NaN
    },
    int(pointer) {
      renew()
      return ints[pointer >> 2] ?? 0
    },
    bytes: (pointer, length) => new Uint8Array(memory.buffer, pointer, length),
  }
}

/** As the library does it, but compiled at once, and with an end to its memory: `resize` answers 0 for "no". */
const instantiateWasm: Instantiate = (imports, done) => {
  const env = imports['env'] ?? {}
  const grow = functionOf(env, 'emscripten_resize_heap')
  const limited = { ...env, emscripten_resize_heap: (bytes: number) => (bytes > mostBytes ? 0 : grow(bytes)) }
  const wasm = new WebAssembly.Module(
    readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm'))),
  )
  const instance = new WebAssembly.Instance(wasm, { ...imports, env: limited })
  // The library's own type says that it takes the module here; it takes the instance (2.1.13).
  done(instance)
  return instance.exports
}

type Instantiate = NonNullable<NonNullable<Parameters<typeof PDFiumModule>[0]>['instantiateWasm']>

function functionOf(exported: Readonly<Record<string, unknown>>, name: string): Call {
  const found = exported[name]
  if (typeof found !== 'function') throw new Error(`this PDFium has no ${name}`)
  // WebAssembly's functions carry no types: that they take and give numbers is what the C headers say.
  return found as Call
}

const isComplete = (call: Readonly<Record<string, Call>>): call is Readonly<Record<Name, Call>> =>
  names.every((name) => name in call)
