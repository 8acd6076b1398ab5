import type { Frame, Page, Request } from 'playwright'

function frameOf(request: Request): Frame | null {
  try {
    return request.frame()
  } catch {
    return null // a pop-up before it has a frame, or no page's at all
  }
}

/** Whether a page, its frames or its workers made the request. */
export const isOf = (page: Page, request: Request): boolean => frameOf(request)?.page() === page

/** Whether it is for the page itself, and not for a frame in it. */
export const isOwnDocument = (request: Request): boolean =>
  request.isNavigationRequest() && frameOf(request)?.parentFrame() === null
