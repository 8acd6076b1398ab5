import { html } from './html.ts'
import type { Html, Scene } from './scene.ts'

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

/** A moment (ISO 8601, UTC) to the minute, or a day, as people write it in the language of the page; what is neither, as it is. */
export function moment({ language }: Pick<Scene, 'language'>, time: string): string {
  const [, year = '', month = '', day = '', clock] =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}).*)?$/u.exec(time) ?? []
  const name = months[Number(month) - 1]
  if (name === undefined) return time
  const date =
    language === 'zh' ? `${year}年${Number(month)}月${Number(day)}日` : `${Number(day)} ${name} ${year}`
  return clock === undefined ? date : `${date} ${clock} UTC`
}

/** The same for a page: machines read it as it was given. */
export const timeOf = (scene: Pick<Scene, 'language'>, time: string): Html => {
  const words = moment(scene, time)
  return words === time ? html`${time}` : html`<time datetime="${time}">${words}</time>`
}
