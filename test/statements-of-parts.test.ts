import { describe, expect, test } from 'vitest'
import { saying } from './statements/saying.ts'

const said = saying({ name: '财政局', printed: '青溪县财政局' })

/** Sentences that give no number for certain, by what makes it uncertain. */
const uncertain: Readonly<Record<string, readonly string[]>> = {
  'the first number of a list that goes on without its noun': [
    '政府信息公开行政诉讼1件经复议后起诉，1件直接起诉。',
    '政府信息公开行政诉讼1件（未经复议直接起诉），1件（复议后起诉）。',
    '因政府信息公开引发行政诉讼1件已判决，另1件正在审理。',
    '政府信息公开行政复议2件（均维持），1件（未审结）。',
    '政府信息公开行政复议1件，撤回1件，维持1件。',
    '收到政府信息公开申请10件为自然人，2件为企业。',
    '收到政府信息公开申请8件（网上）、4件（信函）。',
    '共收到政府信息公开申请8件（网上）、4件（信函）。',
    '收到政府信息公开申请9件按时答复，3件延期答复。',
    '新收政府信息公开申请九件已办结，三件正在办理。',
    '政府信息公开申请办结10件为新收申请，3件为上年结转申请。',
    '政府信息公开申请结转下年度继续办理1件（自然人），1件（企业）。',
    '依申请公开予以公开5件（自然人）、1件（企业）。',
    '依申请公开予以公开1件企业申请。',
    '依申请公开中，部分公开1件（涉及个人隐私），部分公开1件（涉及商业秘密）。',
    '收到政府信息公开申请8件，网上申请；4件，信函申请。',
    '受理政府信息公开申请9件按期办结，另3件结转下年。',
    '政府信息公开申请办结10件（新收），办结3件（结转）。',
    '已办结上年结转政府信息公开申请3件、本年新收申请10件。',
  ],
  'a number from which the sentence takes something off again': [
    '收到政府信息公开申请14件，其中2件经沟通后主动撤回，实际受理12件。',
    '收到依申请公开13件，其中1件非政府信息公开申请。',
    '收到政府信息公开申请13件，扣除撤回1件，实际12件。',
    '收到政府信息公开申请13件（其中1件不属于政府信息公开）。',
    '政府信息公开申请办结10件，撤回3件。',
    '收到政府信息公开申请16件，其中4件系重复提交后合并处理。',
    '收到申请20件，其中咨询类8件，属于政府信息公开申请的12件。',
    '政府信息公开申请办理完毕12件，不再处理1件。',
  ],
  'none of a part': [
    '以上3件政府信息公开行政复议均未提起行政诉讼。',
    '上述政府信息公开复议案件均未引发行政诉讼。',
    '政府信息公开行政复议后未提起行政诉讼。',
    '政府信息公开申请人均未提起行政诉讼。',
    '对政府信息公开部分公开答复，申请人未提起行政复议或行政诉讼。',
    '不予公开的3件政府信息公开申请均未引起行政复议。',
    '自然人政府信息公开申请10件中，未收到行政复议。',
    '对于不予公开政府信息的答复，未收到行政复议、行政诉讼。',
    '未发生政府信息公开行政复议、行政诉讼引发的舆情。',
    '其余申请未引发行政复议、行政诉讼。',
    '延期答复的申请未引发行政复议。',
    '我局未收到新的申请公开事项后补正的申请。',
  ],
  'a time that is not the year': [
    '改革后收到政府信息公开申请5件。',
    '机构合并前收到政府信息公开申请5件，合并后收到7件。',
    '集中收到政府信息公开申请6件。',
    '年初收到政府信息公开申请5件。',
    '条例修订后，我局收到政府信息公开申请60件。',
  ],
}

describe.each(Object.entries(uncertain))('no statement is %s', (_, sentences) => {
  test.each(sentences)('%s', (text) => {
    expect(
      said(text, {
        section: text.includes('复议') || text.includes('诉讼') ? 'review_litigation' : 'applications',
      }),
    ).toEqual([])
  })
})

describe('a number is the whole', () => {
  test.each<readonly [string, readonly string[]]>([
    ['收到政府信息公开申请12件，8件（网上）、4件（信函）。', ['new 12']],
    ['共收到政府信息公开申请12件，9件按时答复，2件延期答复。', ['new 12']],
    ['收到政府信息公开申请12件，其中9件按时答复。', ['new 12']],
    ['收到政府信息公开申请12件，予以公开6件，部分公开2件。', ['new 12', 'granted 6', 'partly 2']],
    ['办结政府信息公开申请13件，其余2件结转下年度。', ['done 13']],
    ['办结政府信息公开申请13件，结转下年度2件。', ['done 13', 'forward 2']],
    ['政府信息公开行政复议5件，维持3件，尚未审结1件。', ['review 5']],
    ['政府信息公开行政复议3件，行政诉讼2件。', ['review 3', 'suits 2']],
    ['2022年度政府信息公开工作中，未发生行政复议、行政诉讼。', ['review 0', 'suits 0']],
    ['公开及时，群众满意，未因政府信息公开引发行政复议。', ['review 0']],
  ])('where the sentence says so: %s', (text, expected) => {
    const section = /复议|诉讼/u.test(text) ? 'review_litigation' : 'applications'
    expect(said(text, { section }).toSorted()).toEqual([...expected].sort())
  })
})

describe('ordinary wordings are read', () => {
  test.each<readonly [string, readonly string[]]>([
    ['政府信息公开申请量为9件。', ['new 9']],
    ['无上年结转申请。', ['over 0']],
    ['全年无行政复议、行政诉讼案件。', ['review 0', 'suits 0']],
    ['行政执法工作有序开展。全年无行政复议、行政诉讼案件。', []],
    ['行政执法方面，无行政复议、行政诉讼案件。', []],
  ])('%s', (text, expected) => {
    expect(said(text).toSorted()).toEqual([...expected].sort())
  })
})
