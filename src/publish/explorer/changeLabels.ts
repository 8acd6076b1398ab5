import type { Labels } from './language.ts'

/** Words of changes and of feeds. */
export const changeLabels = {
  changeFound: { zh: '首次存档', en: 'found' },
  changeReplaced: { zh: '原址内容被替换', en: 'replaced' },
  changeMoved: { zh: '移址', en: 'moved' },
  changeDisappeared: { zh: '消失', en: 'disappeared' },
  changeLocked: { zh: '不再公开可读', en: 'not readable any more' },
  changeReturned: { zh: '重新出现', en: 'returned' },
  latestChanges: { zh: '最近的变更', en: 'Latest changes' },
  noChanges: { zh: '没有记录到变更。', en: 'No change is on record.' },
  allChanges: { zh: '全部变更', en: 'All changes' },
  latestFound: { zh: '最近存档的报告', en: 'Latest reports found' },
  noEdits: {
    zh: '最近 {count} 条记录中，没有报告被替换、移址、撤下或恢复。',
    en: 'Among the newest {count} events no report was replaced, moved, taken away or put back.',
  },
  changesNote: {
    zh: '时间为存档系统见到的时间，新的在前。',
    en: 'Times are those at which the archive saw it, the newest first.',
  },
  what: { zh: '内容', en: 'What' },
  paragraphs: { zh: '段文字不同', en: 'paragraphs differ' },
  subscribe: { zh: '订阅', en: 'Subscribe' },
  feedNote: {
    zh: '新报告、变更与发现；时间为存档系统见到的时间。',
    en: 'New reports, changes and findings; times are those at which the archive saw them.',
  },
  replicaShort: { zh: '副本库', en: 'replica' },
  time: { zh: '时间', en: 'Time' },
} as const satisfies Labels
