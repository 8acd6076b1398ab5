import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'zhejiang-yuhang',
  name: '杭州市余杭区人民政府',
  division: '330110',
  hosts: [
    'www.yuhang.gov.cn',
    'zjjcmspublic.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn',
    'zjjcmspublicnew.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn',
    'zjjcmspublic.oss-cn-hangzhou.aliyuncs.com',
  ],
  sources: [
    { family: 'hanweb-jpaas', column: 'http://www.yuhang.gov.cn/col/col1229780563/index.html' },
    { family: 'hanweb-jpage', column: 'http://www.yuhang.gov.cn/col/col1229709995/index.html', until: 2022 },
  ],
  expect: { from: 2020, perYear: [5, 90], of: 'division' },
  unverified: {
    'sources.0.column': 'column id of /art/2024/1/29/art_1229780563_89379.html, known from a copy',
    'sources.1.column': 'column id of /art/2023/1/20/art_1229709995_71389.html, known from a copy',
    'expect.perYear': 'no live listing was counted',
  },
})
