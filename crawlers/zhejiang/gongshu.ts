import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'zhejiang-gongshu',
  name: '杭州市拱墅区人民政府',
  division: '330105',
  hosts: [
    'www.gongshu.gov.cn',
    'zjjcmspublic.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn',
    'zjjcmspublicnew.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn',
    'zjjcmspublic.oss-cn-hangzhou.aliyuncs.com',
  ],
  sources: [
    { family: 'hanweb-jpaas', column: 'http://www.gongshu.gov.cn/col/col1229781441/index.html' },
    { family: 'hanweb-jpage', column: 'http://www.gongshu.gov.cn/col/col1230096/index.html', until: 2023 },
  ],
  expect: { from: 2020, perYear: [5, 90], of: 'division' },
  unverified: {
    'sources.0.column': 'named in a report as the disclosure column; its 年报 column was not seen',
    'sources.1.column': 'column id of /art/2024/1/22/art_1230096_59078891.html, known from a copy',
    'expect.perYear': 'no live listing was counted',
  },
})
