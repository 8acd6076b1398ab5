import { bestName } from '../discover/attachmentName.ts'
import type { AttachmentLink } from '../discover/attachments.ts'
import { NianbaoError, type FailureCode } from '../errors.ts'
import type { Capture, CaptureFacts } from '../model/capture.ts'
import type { Exchange, Validators } from '../model/exchange.ts'
import type { PageRequest } from '../model/page.ts'
import { doubtPage } from './doubtPage.ts'
import { filesOf, type FilesOfPage } from './filesOf.ts'
import { pageOf } from './pageOf.ts'
import { policyOf, type SiteWorks } from './works.ts'

/** A link to be fetched and archived. */
export interface Wanted {
  readonly request: PageRequest
  readonly expect: 'page' | 'attachment'
  readonly facts: CaptureFacts
  readonly validators?: Validators
  /** URL of the page whose bundle it belongs to: its own, or for a file that of the page that linked it. */
  readonly bundle: string
}

type Kept =
  | { readonly kind: 'kept'; readonly line: Capture; readonly exchange: Exchange }
  | { readonly kind: 'lost'; readonly code: FailureCode }

/**
 * Stages 2 and 3 for an article page and every file it links: fetches and archives them.
 * Gives null when all of it is safe now, else the code that tells why something must wait.
 */
export async function capturePage(works: SiteWorks, wanted: Wanted): Promise<FailureCode | null> {
  const page = await capture(works, wanted)
  if (page.kind === 'lost') return page.code
  if (page.line.outcome === 'not-modified' || page.line.extension !== 'html') return null
  let lost: FailureCode | null = null
  for (const { url, name } of wantedOf(works, page.exchange)) {
    const known = works.shelf.lastLook({ url }) !== null
    if (known && page.line.outcome === 'unchanged') continue
    const file = await capture(works, {
      request: { url, referer: page.exchange.finalUrl },
      expect: 'attachment',
      facts: { ...wanted.facts, role: 'attachment', parent: page.line.seq, name },
      bundle: wanted.bundle,
    })
    if (file.kind === 'lost') lost = file.code
  }
  return lost
}

/** The files that a page links, as far as they are asked for; that they are not all is an alarm. */
function wantedOf({ log }: SiteWorks, exchange: Exchange): readonly AttachmentLink[] {
  const { files, fault } = filesIn(exchange)
  if (fault === null) return files
  const { code, message } = fault
  log.trouble({ url: exchange.url, code, message: `${message}; files of the page are missing` })
  if (code === 'too-many') log.alarm({ code, endpoint: null, message, fails: true })
  return files
}

/** None of a page that is beyond reading itself. */
function filesIn(exchange: Exchange): FilesOfPage {
  try {
    return filesOf(pageOf(exchange))
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    return { files: [], fault: error }
  }
}

async function capture(works: SiteWorks, { request, expect, facts, validators }: Wanted): Promise<Kept> {
  const { fetcher, shelf, site, log } = works
  const fetched = await fetcher.fetch(request, {
    ...policyOf(site),
    expect,
    ...(validators && { validators }),
  })
  const outcome = expect === 'page' ? await doubtPage(works, fetched) : fetched
  switch (outcome.kind) {
    case 'refused':
      if (outcome.exchange) await shelf.refuse(outcome.exchange, outcome.code)
      if (outcome.code === 'host-moved')
        log.alarm({ code: outcome.code, endpoint: null, message: outcome.message, fails: false })
      log.trouble({
        ...{ url: request.url, code: outcome.code, message: outcome.message },
        ...(outcome.exchange && { status: outcome.exchange.status, final_url: outcome.exchange.finalUrl }),
      })
      return { kind: 'lost', code: outcome.code }
    case 'not-modified': {
      const line = await shelf.confirm(outcome.exchange, facts)
      log.captured(request.url, 'unchanged')
      return { kind: 'kept', line, exchange: outcome.exchange }
    }
    case 'admitted': {
      const line = await shelf.admit(outcome.exchange, named(facts, outcome.exchange))
      log.captured(request.url, line.outcome === 'not-modified' ? 'unchanged' : line.outcome)
      return { kind: 'kept', line, exchange: outcome.exchange }
    }
  }
}

/** Of a file also what the server calls it, where its link does not name it. */
function named(facts: CaptureFacts, { url, responseHeaders }: Exchange): CaptureFacts {
  if (facts.role !== 'attachment') return facts
  return { ...facts, name: bestName({ url, name: facts.name }, responseHeaders) }
}
