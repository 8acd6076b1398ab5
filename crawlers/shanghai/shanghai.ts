import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'shanghai-shanghai',
  name: '上海市人民政府',
  division: '31',
  hosts: ['www.shanghai.gov.cn', 'shanghai.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'static-list', list: 'https://www.shanghai.gov.cn/nw12344/' }],
  expect: { from: 2022, perYear: [1, 90] },
  unverified: {
    'sources.0.family': 'its maker is not known',
    'sources.0.list':
      'derived from the path of …/20240329/d7775c906c0b402a93cbebf4e979c002.html; paging and markup were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
