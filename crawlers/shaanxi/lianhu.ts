import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'shaanxi-lianhu',
  name: '西安市莲湖区人民政府',
  division: '610104',
  hosts: ['www.lianhu.gov.cn'],
  sources: [
    {
      family: 'static-list',
      list: 'http://www.lianhu.gov.cn/zwgk/zfxxgk/xxgknb/bmxxgknb/',
      article: '/\\d+\\.html$',
    },
  ],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.family': 'its maker is not known',
    'sources.0.list': 'derived from the path of …/2015688824118050818.html; paging and markup were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
