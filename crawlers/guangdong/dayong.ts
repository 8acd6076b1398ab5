import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'guangdong-dayong',
  name: '中山市大涌镇人民政府',
  division: '442000116',
  hosts: ['www.zs.gov.cn'],
  sources: [{ family: 'nfcms', list: 'http://www.zs.gov.cn/dyz/qt/xxgkndbg/' }],
  expect: { from: 2021, perYear: [1, 9] },
  unverified: {
    'sources.0.list': 'derived from the path of …/content/post_1289026.html, a report of 2009',
    'expect.perYear': 'no live listing was counted',
  },
})
