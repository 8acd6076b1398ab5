import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'zhejiang-longyou',
  name: '龙游县人民政府',
  division: '330825',
  hosts: ['www.longyou.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'hanweb-jpage', column: 'https://www.longyou.gov.cn/col/col1229114055/index.html' }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.family': 'the article is of the vendor; that its column is a jpage list was not seen',
    'sources.0.column': 'derived from the path of /art/2024/1/23/art_1229114055_88348.html (横山镇)',
    'expect.perYear': 'no live listing was counted',
  },
})
