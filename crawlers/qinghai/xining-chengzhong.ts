import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'qinghai-xining-chengzhong',
  name: '西宁市城中区人民政府',
  division: '630103',
  hosts: ['xncz.gov.cn', 'www.xncz.gov.cn'],
  sources: [
    { family: 'vsb', list: 'http://xncz.gov.cn/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=4580' },
    { family: 'vsb', list: 'http://xncz.gov.cn/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=4236' },
    { family: 'vsb', list: 'http://xncz.gov.cn/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=3969' },
  ],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list':
      'the dynamic address of column 4580, by its number in /info/4580/208723.htm; its static one was not seen',
    'sources.1.list':
      'the dynamic address of column 4236, by its number in /info/4236/181368.htm; its static one was not seen',
    'sources.2.list':
      'the dynamic address of column 3969, by its number in /info/3969/162232.htm; its static one was not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
