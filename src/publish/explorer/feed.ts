import type { News, NewsScope } from '../../model/news.ts'
import type { Edition } from '../../model/report.ts'
import { feedId, newsId } from '../newsId.ts'
import { feedWords, mostFigures } from './feedWords.ts'
import { addressAt } from './reportAddress.ts'
import type { Language } from './language.ts'
import type { Scene } from './scene.ts'

/** An entry of a feed (条目), of whatever format. */
export interface FeedEntry {
  readonly id: string
  readonly kind: News['kind']
  readonly site: string
  readonly report: string
  readonly title: string
  /** When we saw it; ISO 8601, UTC. */
  readonly time: string
  readonly html: string
  readonly text: string
  /** Address of its page in the explorer, from the root, decoded: `/report/330105001/2022/`. */
  readonly path: string
  /** Figure by figure, of a replaced report. */
  readonly changes: Edition['changes']
}

/** A feed (订阅), of whatever format. Nothing in it depends on when it is made. */
export interface Feed {
  readonly id: string
  readonly language: Language
  readonly title: string
  readonly description: string
  /** Time of the newest entry, or when the archive began. */
  readonly updated: string
  /** Address of the page that it is about, from the root, decoded. */
  readonly home: string
  readonly entries: readonly FeedEntry[]
}

/** An address of the explorer in a language. */
const addressIn = (language: Language, path: string): string =>
  language === 'zh' ? path : `/${language}${path}`

/** `name`: of the division or unit; null for the whole archive. */
export async function feedOf(
  scene: Scene,
  {
    scope,
    name,
    news,
  }: { readonly scope: NewsScope; readonly name: string | null; readonly news: readonly News[] },
): Promise<Feed> {
  const { library, say, language } = scene
  const about = [say('title'), ...(name === null ? [] : [name])].join(' · ')
  return {
    ...{ id: feedId(library, scope, language), language },
    title: library.kind === 'replica' ? `${about} · ${say('replicaShort')}` : about,
    description: library.kind === 'replica' ? `${say('feedNote')} ${say('replica')}` : say('feedNote'),
    updated: news[0]?.time ?? library.created,
    home: addressIn(language, homeOf(scope)),
    entries: await Promise.all(news.map((each) => entryOf(scene, each))),
  }
}

function homeOf(scope: NewsScope): string {
  switch (scope.kind) {
    case 'all':
      return '/'
    case 'region':
      return `/region/${scope.code}/`
    case 'unit':
      return `/unit/${scope.path}/`
  }
}

async function entryOf(scene: Scene, news: News): Promise<FeedEntry> {
  const { title, html, text } = feedWords(scene, news)
  const { kind, site, id: report, time } = news
  const fragment = kind === 'replaced' ? `#edition-${news.digest}` : ''
  return {
    id: newsId(scene.library, news, scene.language),
    ...{ kind, site, report, title, time, text },
    // Without the indentation of our own templates.
    html: String(await html).replace(/\n\s+/gu, '\n'),
    path: addressIn(scene.language, addressAt(scene.library, site, report) + fragment),
    changes: kind === 'replaced' ? news.changes.slice(0, mostFigures) : [],
  }
}
