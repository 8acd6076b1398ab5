import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { WARCRecord, WARCSerializer } from 'warcio'
import { warcId, type WarcRecord } from './warcRecord.ts'

const compress = promisify(gzip)

/** A record as one gzip member (WARC 1.1 annex D). `warcinfo`: id of the record that describes the file; null in that one. */
export async function warcMember(record: WarcRecord, warcinfo: string | null): Promise<Uint8Array> {
  const { type, id, date, target, contentType, block, payload } = record
  const made = WARCRecord.create(
    {
      type,
      date,
      warcVersion: 'WARC/1.1',
      ...(target === null ? {} : { url: target }),
      warcHeaders: {
        'WARC-Record-ID': warcId(id),
        ...(warcinfo === null ? {} : { 'WARC-Warcinfo-ID': warcId(warcinfo) }),
        'Content-Type': contentType,
        'WARC-Block-Digest': digest(hash('sha256', block)),
        ...(payload === null ? {} : { 'WARC-Payload-Digest': digest(payload) }),
      },
    },
    [block],
  )
  // The block brings its HTTP head along: warcio would write header bytes as UTF-8, whatever they are.
  made.httpHeaders = null
  // After `create`, which sets the profile of a revisit to the one that it knows.
  for (const [name, value] of Object.entries(record.fields)) made.warcHeaders.headers.set(name, value)
  const serializer = new WARCSerializer(made)
  // All digests are here already, and warcio would give a payload digest to metadata, which has no payload (WARC 1.1 §5.9).
  serializer.digestAlgo = ''
  return compress(await serializer.readFully())
}

const digest = (sha256: string): string => `sha256:${sha256}`
