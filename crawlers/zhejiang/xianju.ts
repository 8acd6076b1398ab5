import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'zhejiang-xianju',
  name: '仙居县人民政府',
  division: '331024',
  hosts: ['www.zjxj.gov.cn'],
  sources: [{ family: 'hanweb-xxgk', column: 'http://www.zjxj.gov.cn/col/col1229325036/index.html' }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.family': 'the article is of the vendor; that its column is one of the directory was not seen',
    'sources.0.column': 'derived from the path of /art/2024/1/16/art_1229325036_3913369.html (下各镇)',
    'expect.perYear': 'no live listing was counted',
  },
})
