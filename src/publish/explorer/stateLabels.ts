/** Words of coverage and status: why, and what it means where nothing is listed. */
export const stateLabels = {
  noSites: { zh: '没有站点文件，也没有存档的网站。', en: 'There is no site file, and no site is archived.' },
  noUnits: {
    zh: '此网站尚无存档的报告，也没有应公布报告的单位名单。',
    en: 'No report of this site is archived, and no unit is known that should publish there.',
  },
  noDue: { zh: '未设期限', en: 'no deadline is configured' },
  whyLate: {
    zh: '页面所载公布日期晚于期限（{due}）。',
    en: 'The page is dated after the deadline ({due}).',
  },
  whyNotSeen: {
    zh: '{looked}完整查看了该站的列表，其中没有；期限为{due}。',
    en: 'Not in the listings, which were read to the end on {looked}; due {due}.',
  },
  whyNotRead: { zh: '文件已存档，但读不出。', en: 'The file is archived and cannot be read.' },
  whyNotKnown: { zh: '依据不足，不作断言。', en: 'There is not enough to say it.' },
  noAlarms: { zh: '最近一次采集各站均无警报。', en: 'The last crawl of each site raised no alarm.' },
  noneWaits: { zh: '没有已列出而未取得的报告。', en: 'Nothing that is listed waits to be fetched.' },
  noneUnread: { zh: '没有已存档而未读出的文件。', en: 'No archived file is left unread.' },
  noneUnverified: {
    zh: '站点文件中没有未经核实的内容。',
    en: 'Nothing in the site files is left to be seen live.',
  },
  noneWithheld: { zh: '没有不公开的原件。', en: 'No original is withheld.' },
  moreNotes: { zh: '另有 {count} 条未列出。', en: '{count} more are not shown.' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>
