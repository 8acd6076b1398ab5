import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'qinghai-xining-chengdong',
  name: '西宁市城东区人民政府',
  division: '630102',
  hosts: ['www.xncd.gov.cn'],
  sources: [
    {
      family: 'static-list',
      list: 'http://www.xncd.gov.cn/html/public/zfxxgknb.html',
      article: '/html/[^/]+/\\d+\\.html$',
    },
  ],
  expect: { from: 2020, perYear: [4, 90], of: 'division' },
  unverified: {
    'sources.0.list': 'slug by analogy to /html/public/zfwj.html; paging and markup were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
