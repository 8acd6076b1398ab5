import { getSurt, postToGetUrl } from 'warcio/utils'
import type { WarcRecord } from './warcRecord.ts'

/** Where a record stands: bytes of its gzip member in a file. */
export interface WarcPlace {
  readonly filename: string
  readonly offset: number
  readonly length: number
}

/** The record's line of a CDXJ index (SURT key, 14 digits of time, JSON), or null where it has none. */
export function warcIndexLine(record: WarcRecord, place: WarcPlace): string | null {
  const { index, target, date, payload } = record
  if (index === null || target === null) return null
  const { posted, mime, status } = index
  const entry = {
    url: target,
    mime,
    ...(status === null ? {} : { status: String(status) }),
    ...(payload === null ? {} : { digest: `sha256:${payload}` }),
    length: String(place.length),
    offset: String(place.offset),
    filename: place.filename,
    ...(posted === null ? {} : { method: 'POST', requestBody: posted }),
  }
  const timestamp = date.replaceAll(/\D/gu, '').slice(0, 14)
  return `${getSurt(posted === null ? target : asGet(target, posted))} ${timestamp} ${JSON.stringify(entry)}`
}

/** A POST under the URL that pywb and Webrecorder's tools look it up by. */
function asGet(url: string, posted: string): string {
  const headers = new Map([['content-type', 'application/x-www-form-urlencoded']])
  const request = { method: 'POST', url, headers, postData: posted }
  postToGetUrl(request)
  return request.url
}
