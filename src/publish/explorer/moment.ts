/** A moment (ISO 8601, UTC) as people read it, to the minute; a day as it is. */
export const moment = (time: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(time) ? `${time.slice(0, 10)} ${time.slice(11, 16)} UTC` : time
