import { Parser } from 'htmlparser2'
import { foldSpace } from '../model/foldSpace.ts'

/** A run of text (文字) between two blocks of a page. */
export interface Piece {
  readonly text: string
  /** Whether it stands in a box that vendors give to the text of an article. */
  readonly boxed: boolean
  readonly linked: boolean
}

/** What a page holds besides its menus. */
export interface OwnText {
  readonly title: string
  readonly pieces: readonly Piece[]
  /** Boxes of the article's text, as vendors name them. */
  readonly boxes: number
  /** Whether something else than text is shown (a scan, a frame, a film), or a file is led to. */
  readonly shows: boolean
}

/** Boxes of the text: 大汉, TRS, 博达, 开普, 龙讯 and their templates. */
const box =
  /(?:^|\s)(?:zoom|vsb_content\w*|v_news_content|TRS_(?:Editor|UEDITOR)|trs_editor_view|UCAPCONTENT|j-fontContent|bt_content|article-?_?con(?:tent)?|(?:xxgk|news|nr|detail)-?_?con(?:tent)?)(?=\s|$)/iu
const silent: ReadonlySet<string> = new Set('script style noscript template select textarea'.split(' '))
const inline: ReadonlySet<string> = new Set('a span b strong em i u font sup sub o:p'.split(' '))
const showing: ReadonlySet<string> = new Set('iframe frame embed object video audio canvas svg'.split(' '))
const emblem = /logo|icon|banner|captcha|verif|yzm|qr|ewm|weixin|wechat|weibo|share|print|close|blank|dot\b/iu
const file = /down|attach|getfile|openfile|viewer|__local/iu
/** A file that the text names, whether anybody finds its address or not. */
const pointing = /附件|附后|见附/u
/** Characters of a link in which its first word stands. */
const longestLead = 1000
const toFile = /^\W*(?:附件|下载|全文|原文|点击(?:下载|查看|阅读))/u

/**
 * Reads a page once, without a tree: its text by pieces, outside scripts, and what else it shows or leads to. For pages that
 * `markupFault` finds nothing wrong with: the parser's time grows with the square of their depth.
 */
export function ownText(source: string): OwnText {
  const open: { readonly name: string; readonly boxed: boolean }[] = []
  const depth = { silent: 0, link: 0, boxed: 0, title: 0 }
  const pieces: Piece[] = []
  let [title, text, linkText] = ['', '', '']
  let [boxes, shows, unlinked] = [0, false, false]
  const flush = (): void => {
    const folded = foldSpace(text)
    if (pointing.test(folded)) shows = true
    if (folded !== '') pieces.push({ text: folded, boxed: depth.boxed > 0, linked: !unlinked })
    text = ''
    unlinked = false
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!inline.has(name)) flush()
      const boxed = box.test(`${attributes['id'] ?? ''} ${attributes['class'] ?? ''}`)
      open.push({ name, boxed })
      if (boxed) [boxes, depth.boxed] = [boxes + 1, depth.boxed + 1]
      if (silent.has(name)) depth.silent += 1
      if (name === 'title') depth.title += 1
      if (name === 'a') [depth.link, linkText] = [depth.link + 1, '']
      if (depth.silent > 0) return
      const said = Object.values(attributes).join(' ')
      const isPicture = name === 'img' && (depth.link === 0 || depth.boxed > 0) && !emblem.test(said)
      if (isPicture || showing.has(name) || (leads.has(name) && file.test(said))) shows = true
    },
    ontext(words) {
      if (depth.title > 0) title += words
      else if (depth.silent === 0) {
        text += words
        if (depth.link > 0) linkText += words
        else if (/\p{Letter}/u.test(words)) unlinked = true
      }
    },
    onclosetag(name) {
      if (!inline.has(name)) flush()
      const closed = open.pop()
      if (closed?.boxed) depth.boxed -= 1
      if (silent.has(name)) depth.silent -= 1
      if (name === 'title') depth.title -= 1
      if (name === 'a') depth.link -= 1
      if (name === 'a' && toFile.test(linkText.slice(0, longestLead))) shows = true
    },
  })
  parser.end(source)
  flush()
  return { title: foldSpace(title), pieces, boxes, shows }
}

/** Elements whose attributes may lead to a file. */
const leads: ReadonlySet<string> = new Set('a area button div span li p input param'.split(' '))
