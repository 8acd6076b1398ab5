import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'gansu-qingshui',
  name: '清水县人民政府',
  division: '620521',
  hosts: ['www.tsqs.gov.cn'],
  scheme: 'https',
  sources: [
    { family: 'vsb', list: 'https://www.tsqs.gov.cn/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=14051' },
  ],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list':
      'the dynamic address of column 14051, by its number in /info/14051/919150.htm; its static one was not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
