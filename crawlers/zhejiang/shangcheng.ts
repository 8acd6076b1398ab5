import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'zhejiang-shangcheng',
  name: '杭州市上城区人民政府',
  division: '330102',
  hosts: ['www.hzsc.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'hanweb-jpage', column: 'https://www.hzsc.gov.cn/col/col1229231425/index.html' }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.family': 'the article is of the vendor; that its column is a jpage list was not seen',
    'sources.0.column': 'derived from the path of /art/2024/1/30/art_1229231425_4236209.html (政府办公室)',
    'expect.perYear': 'no live listing was counted',
  },
})
