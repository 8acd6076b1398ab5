import { constants } from 'node:fs'
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Convertible } from '../convertible.ts'
import { workedOut } from '../workedOut.ts'
import { readDocument } from '../readers/readDocument.ts'
import { boundedProcess } from './boundedProcess.ts'
import { findOffice, plainEnvironment, type Office } from './findOffice.ts'
import { officeProfile } from './officeProfile.ts'

/** What came of a conversion: a file that our readers read, or why there is none. */
export type Converted =
  | { readonly kind: 'converted'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string }

/** Converts files that no reader of ours reads (格式转换, docs/decisions/0061), one at a time. */
export interface Converter {
  /** With its version. */
  readonly name: string
  /** Never fails for what a file does. */
  readonly convert: (bytes: Uint8Array, kind: Convertible) => Promise<Converted>
}

export type FoundConverter = Converter | { readonly missing: string }

/** In milliseconds; the first start of a new profile takes three seconds, a report not one more (LibreOffice 7.4, 2026-11-21). */
const patience = 120_000
/** In bytes; no file of a converter can be larger (`findOffice`), and one that would be is cut off there. */
const mostBytes = 64 * 1024 * 1024

/** By which filter a kind is read: left to guess, LibreOffice reads as plain text whatever it does not recognise, in silence (7.4, 2026-11-21). */
function readerOf({ kind, extension, into }: Convertible): string {
  switch (kind) {
    case 'Word 6 or 95':
      return 'MS Word 95'
    case 'Excel 5 or 95':
      return 'MS Excel 95'
    case 'Office 2003 XML':
      return into === 'docx' ? 'MS Word 2003 XML' : 'MS Excel 2003 XML'
    case 'OpenDocument':
      return openDocumentReaders[extension] ?? ''
  }
}

const openDocumentReaders: Readonly<Partial<Record<Convertible['extension'], string>>> = {
  odt: 'writer8',
  ods: 'calc8',
  fodt: 'OpenDocument Text Flat XML',
  fods: 'OpenDocument Spreadsheet Flat XML',
}
const writers: Readonly<Record<Convertible['into'], string>> = {
  docx: 'docx:MS Word 2007 XML',
  xlsx: 'xlsx:Calc MS Excel 2007 XML',
}

/** The LibreOffice of this machine as a converter, or the line that says what would help. */
export async function openConverter(
  environment: Readonly<Record<string, string | undefined>>,
  milliseconds = patience,
): Promise<FoundConverter> {
  const office = await findOffice(environment)
  if ('missing' in office) return office
  let last: Promise<unknown> = Promise.resolve()
  return {
    name: office.name,
    convert(bytes, kind) {
      const turn = last.then(() => convert(office, environment, milliseconds, bytes, kind))
      last = turn.catch(() => undefined)
      return turn
    },
  }
}

/** In a folder of its own, with a profile that nothing was ever in, and nothing of either is left. */
async function convert(
  { command, name }: Office,
  environment: Readonly<Record<string, string | undefined>>,
  milliseconds: number,
  bytes: Uint8Array,
  format: Convertible,
): Promise<Converted> {
  const { extension, into, kind } = format
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-office-'))
  try {
    const profile = join(folder, 'profile')
    const out = join(folder, 'out')
    const file = join(folder, `original.${extension}`)
    await mkdir(join(profile, 'user'), { recursive: true })
    await mkdir(out)
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), officeProfile)
    await writeFile(file, bytes)
    const how = [
      '--headless',
      `--infilter=${readerOf(format)}`,
      '--norestore',
      '--nolockcheck',
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
    ]
    const end = await boundedProcess(
      [...command, ...how, '--convert-to', writers[into], '--outdir', out, file],
      { environment: plainEnvironment(environment, folder), folder, milliseconds },
    )
    if (end.kind === 'none') throw end.cause
    if (end.kind === 'late') return failed(`${name} took more than ${milliseconds / 1000} seconds for it`)
    const made = await readMade(join(out, `original.${into}`))
    if (made === null) return failed(`${name} made nothing of it (${kind})`)
    const read = readDocument(made, { name: null, mediaType: null })
    if (read.kind === 'refused') return failed(`what ${name} made of it is not read either: ${read.message}`)
    const anew = workedOut(made, into)
    if (anew !== null)
      return failed(
        `${name} works out anew what the file had saved (${anew}); open it, save it as .${into} by hand, and import that`,
      )
    return { kind: 'converted', bytes: made }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const failed = (message: string): Converted => ({ kind: 'failed', message })

/** Null where there is no file of a size that can be meant; a link is none, for it may lead anywhere. */
async function readMade(path: string): Promise<Uint8Array | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null)
  if (file === null) return null
  try {
    const about = await file.stat()
    return about.isFile() && about.size > 0 && about.size < mostBytes ? await file.readFile() : null
  } finally {
    await file.close()
  }
}
