import { html } from './html.ts'
import type { News } from '../../model/news.ts'
import { kinds } from './changesPage.ts'
import { findingSaid } from './findingSaid.ts'
import { findingName } from './findingWords.ts'
import { metricName } from './metricName.ts'
import { moment } from './moment.ts'
import { shortened } from '../shortened.ts'
import type { Html, Scene } from './scene.ts'

/** Figures of one entry that are told; the page has all of them. */
export const mostFigures = 200
const mostSentences = 20

/** What an entry of a feed says: sentences, then figures before and after, as HTML and as text. */
export interface FeedWords {
  readonly title: string
  readonly html: Html
  readonly text: string
}

interface Said {
  readonly sentences: readonly string[]
  readonly figures: readonly { readonly name: string; readonly before: string; readonly after: string }[]
}

export function feedWords(scene: Scene, news: News): FeedWords {
  const { say } = scene
  const what = [say(newsKinds[news.kind]), ...('code' in news ? namesOf(scene, news.code) : [])].join(' ')
  const { sentences, figures } = said(scene, news)
  const place = news.place.split('/').join(' › ')
  const first = shortened([news.title, place].filter((words) => words !== '').join(' · '))
  const told = [
    first,
    ...sentences.slice(0, mostSentences).map((words) => shortened(words)),
    ...left(sentences.length - mostSentences),
  ]
  const shown = figures.slice(0, mostFigures)
  const rest = left(figures.length - mostFigures)
  return {
    title: shortened(`${what}${say('colon')}${news.unit} ${news.year}`),
    html: html`${told.map((words) => html`<p>${words}</p>`)}${
      shown.length === 0
        ? ''
        : html`<table>
            <thead>
              <tr>
                <th>${say('metric')}</th>
                <th>${say('before')}</th>
                <th>${say('after')}</th>
              </tr>
            </thead>
            <tbody>
              ${shown.map(
                ({ name, before, after }) =>
                  html`<tr>
                    <td>${name}</td>
                    <td>${before}</td>
                    <td>${after}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }${rest.map((words) => html`<p>${words}</p>`)}`,
    text: [...told, ...shown.map(({ name, before, after }) => `${name}: ${before} → ${after}`), ...rest].join(
      '\n',
    ),
  }
}

/** A finding's name in the reader's language, and its code, by which it is looked up. */
const namesOf = ({ language }: Scene, code: string): readonly string[] => [
  ...new Set([findingName(language, code), code]),
]

/** The kind of a news as a reader hears of it. */
export const newsKinds = { ...kinds, finding: 'finding', contradiction: 'acrossYears' } as const

const left = (count: number): readonly string[] => (count > 0 ? [`… ${count}`] : [])

function said(scene: Scene, news: News): Said {
  const { say } = scene
  const value = (figure: number | null | undefined): string =>
    figure === undefined ? '–' : figure === null ? say('blank') : String(figure)
  const only = (...sentences: readonly string[]): Said => ({ sentences, figures: [] })
  switch (news.kind) {
    case 'found':
      return only(
        ...(news.published === null ? [] : [`${say('published')} ${moment(scene, news.published)}`]),
      )
    case 'replaced':
      return {
        sentences: news.paragraphs === 0 ? [] : [`${news.paragraphs} ${say('paragraphs')}`],
        figures: news.changes.map(({ metric, before, after }) => {
          return { name: metricName(scene, metric), before: value(before), after: value(after) }
        }),
      }
    case 'moved':
      return only(`${news.from} → ${news.to}`, `${say('lastSeen')} ${moment(scene, news.last_seen)}`)
    case 'disappeared':
    case 'locked':
      return only(news.url, `${say('lastSeen')} ${moment(scene, news.last_seen)}`)
    case 'returned':
      return only(news.url)
    case 'finding':
      return only(
        ...news.findings.map(({ severity, metrics, evidence }) => {
          const { code, unit, year } = news
          return `${say(severity)}${say('colon')}${findingSaid(scene, { code, severity, metrics, evidence, unit, year })}`
        }),
      )
    case 'contradiction': {
      const { severity, message, message_zh, evidence } = news.finding
      const cells = evidence.map(
        ({ report, metric, value: printed }) =>
          `${report.slice(-4)} ${metricName(scene, metric)}: ${value(printed)}`,
      )
      return only(
        `${say(severity)}${say('colon')}${scene.language === 'zh' ? message_zh : message}`,
        ...cells,
      )
    }
  }
}
