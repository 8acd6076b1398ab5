/** Media types (IANA) by the extension that an original got from its magic bytes. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html'],
  ['xml', 'application/xml'],
  ['json', 'application/json'],
  ['txt', 'text/plain'],
  ['mht', 'multipart/related'],
  ['rtf', 'application/rtf'],
  ['pdf', 'application/pdf'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['doc', 'application/msword'],
  ['xls', 'application/vnd.ms-excel'],
  ['zip', 'application/zip'],
  ['gz', 'application/gzip'],
  ['rar', 'application/vnd.rar'],
  ['7z', 'application/x-7z-compressed'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['bmp', 'image/bmp'],
  ['tif', 'image/tiff'],
  ['webp', 'image/webp'],
])

/** The media type of a file that no server named one for. */
export const mediaTypeOf = (extension: string): string =>
  mediaTypes.get(extension) ?? 'application/octet-stream'
