import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'guangdong-guangzhou',
  name: '广州市人民政府',
  division: '4401',
  hosts: ['www.gz.gov.cn', 'gz.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'nfcms', list: 'https://www.gz.gov.cn/zfjgzy/gzsrmzfbgt/zfxxgknb/', descend: 2 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/bm/2023n/content/post_9469010.html',
    'sources.0.descend': 'levels of that path; the columns themselves were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
