import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'shanghai-changning',
  name: '上海市长宁区人民政府',
  division: '310105',
  hosts: ['zwgk.shcn.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'static-list', list: 'https://zwgk.shcn.gov.cn/xxgk/gknb-xhljdzfxxgk/' }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.family': 'its maker is not known',
    'sources.0.list':
      'column of 新华路街道 alone, derived from the path of …/2024/11/71421.html; paging and markup were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
