import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'zhejiang-xiaoshan',
  name: '杭州市萧山区人民政府',
  division: '330109',
  hosts: ['www.xiaoshan.gov.cn'],
  sources: [{ family: 'hanweb-jpage', column: 'http://www.xiaoshan.gov.cn/col/col1229709821/index.html' }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.family': 'the article is of the vendor; that its column is a jpage list was not seen',
    'sources.0.column': 'derived from the path of /art/2023/1/9/art_1229709821_68423.html (城厢街道)',
    'expect.perYear': 'no live listing was counted',
  },
})
