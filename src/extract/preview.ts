import { NianbaoError } from '../errors.ts'
import { forMammoth } from './forMammoth.ts'
import { readDocx } from './readers/docx.ts'
import { readZip, type Zip } from './readers/zip.ts'

/** mammoth takes about 1 s and 60 MB of memory for each MB of XML (0003-docx.md); reports have less than 2 MB. */
const maxXmlBytes = 16 * 1024 * 1024

/**
 * A docx as HTML by mammoth, the second and independent reader: to look at beside the figures, and in tests to
 * check ours. The HTML is what the document says, not cleaned: whoever shows it must sanitise it.
 * mammoth itself has no limits, so it only gets what our own reader has read, every entry as our reader inflated it (`forMammoth`). Throws what `readDocx` throws, and `unreadable-file` where mammoth fails.
 */
export async function preview(bytes: Uint8Array): Promise<string> {
  readDocx(bytes)
  const zip = readZip(bytes)
  checkSize(zip)
  const input = forMammoth(zip)
  try {
    // Few runs show a document: it is loaded where one does.
    const { default: mammoth } = await import('mammoth')
    const { value } = await mammoth.convertToHtml({ buffer: input }, { externalFileAccess: false })
    return value
  } catch (cause) {
    const message = 'mammoth cannot show the document; open the original instead'
    throw new NianbaoError('unreadable-file', message, { cause })
  }
}

function checkSize(zip: Zip): void {
  const xml = zip.entries.filter(({ name }) => /\.(?:xml|rels)$/iu.test(name))
  const total = xml.reduce((sum, { size }) => sum + size, 0)
  if (total > maxXmlBytes) {
    throw new NianbaoError(
      'too-large',
      `the document has ${total} bytes of XML, more than can be shown; open the original instead`,
    )
  }
}
