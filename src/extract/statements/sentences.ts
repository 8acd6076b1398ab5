import type { Section } from '../../model/report.ts'

/** A sentence (句) of a report, with what around it says of what it speaks. */
export interface Sentence {
  readonly section: Section['key']
  /** As printed, without the white space around it. */
  readonly text: string
  /** What patterns are searched in: without white space, without what stands in brackets or names a document. */
  readonly bare: string
  /** How its paragraph begins: `（二）依申请公开情况`. */
  readonly topic: string
  /** The sentences of its paragraph before it, bare. */
  readonly before: readonly string[]
  /** The sentence behind it, bare, where that says what its number is made of: `其中，上年结转20件`; else nothing. */
  readonly parts: string
}

/** Prose of this length with no full stop is a table that lost its cells. */
const longest = 1200
const longestTopic = 24

/** The sentences of a section's paragraphs, in order. A heading in a line of its own is the topic of the paragraphs after it. */
export function sentencesOf({ key, text }: Section): readonly Sentence[] {
  let heading = ''
  return text.split('\n').flatMap((paragraph) => {
    const isHeading = !/[。；;！!]/u.test(paragraph) && !/\d+(?:件|条|起|元)/u.test(paragraph)
    if (isHeading && bareOf(paragraph).length <= longestTopic) heading = bareOf(paragraph)
    const printed = paragraph.split(/(?<=[。！!？?])/u).map((each) => each.trim())
    const bare = printed.map(bareOf)
    const topic = `${heading} ${openingOf(bare[0] ?? '')}`
    return printed.flatMap((sentence, at): readonly Sentence[] =>
      sentence === '' || sentence.length > longest
        ? []
        : [
            {
              section: key,
              text: sentence,
              bare: bare[at] ?? '',
              topic,
              before: bare.slice(0, at),
              parts: /^(?:其中|包括|包含)/u.test(bare[at + 1] ?? '') ? (bare[at + 1] ?? '') : '',
            },
          ],
    )
  })
}

/**
 * `依申请公开情况：`, `（二）依申请公开方面，`: what the paragraph is about, if it says so. A clause that says what was or was not done
 * is no topic: 未收取费用 does not tell which.
 */
function openingOf(first: string): string {
  const [, opening = '', end = ''] = /^([^：:，。]*)([：:，。])/u.exec(first) ?? []
  if (opening.length > longestTopic || /\d+(?:件|条|起|元)/u.test(opening)) return ''
  if (end === '：' || end === ':') return opening
  return /(?:情况|方面|工作|公开|事项)$/u.test(opening) && !/[未没无不]/u.test(opening) ? opening : ''
}

const wide = '０１２３４５６７８９'

/**
 * Counted with the number before it: （含上年结转8件）, or with the body before it: （含下属单位）; a second number: 20（16）件. And every
 * bracket before a number that says what is counted with it, or is not. A sign that no number and no noun goes on with.
 */
const more =
  /(?<=\d)[（(]\d+[）)]|[（(](?![^（）()]*[不另])[^（）()]*(?:结转(?!至|到|入|下)|(?:含|包括|其中|加)[^（）()]*(?:上一?年|去年|往年|[下所直局委厅院校]属|社区|各))[^（）()]*[）)]|(?<!\d[\d.]*(?:件次|[件条起份宗例个元次])?)[（(](?:并|均|已)?(?:含|包[含括]|加|[扣剔]除|除|减去)[^（）()]*[）)]/gu

/** 财政局（本级）: the innermost part of the body before it; not what the words name that are to stand for it (（以下简称本级）). */
const innermost = /[（(](?:仅|限|[局委厅院办]|机关)*(?:本[级部]|机关)[）)]/gu

/** Most sentences have none of the brackets that are taken out. */
const bracket = /[《〈〔（(]/u

/** Brackets that only name a chapter (（二）) stay out as well: they are numbers of nothing. */
function bareOf(text: string): string {
  const tight = text.replace(/\s+/gu, '').replace(/[０-９]/gu, (digit) => String(wide.indexOf(digit)))
  if (!bracket.test(tight)) return tight
  return tight
    .replace(/《[^《》]*》|〈[^〈〉]*〉|〔[^〔〕]*〕/gu, '')
    .replace(more, '＋')
    .replace(innermost, '本级')
    .replace(/（[^（）]*）|\([^()]*\)/gu, '')
}
