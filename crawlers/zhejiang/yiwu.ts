import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'zhejiang-yiwu',
  name: '义乌市人民政府',
  division: '330782',
  hosts: ['www.yw.gov.cn'],
  sources: [
    { family: 'hanweb-xxgk', column: 'http://www.yw.gov.cn/col/col1229134129/index.html' },
    { family: 'hanweb-xxgk', column: 'http://www.yw.gov.cn/col/col1229134136/index.html' },
    { family: 'hanweb-xxgk', column: 'http://www.yw.gov.cn/col/col1229531861/index.html' },
  ],
  expect: { from: 2021, perYear: [1, 12] },
  unverified: {
    'sources.0.family':
      'unit columns (镇街公开 > 上溪镇 > 公开年报) are taken for the directory; list not seen',
    'sources.0.column': 'derived from the path of /art/2020/1/19/art_1229134129_1307619.html (上溪镇)',
    'sources.1.family': 'as sources.0: the list was not seen',
    'sources.1.column': 'derived from the path of /art/2010/3/29/art_1229134136_1318423.html (义亭镇)',
    'sources.2.family': 'as sources.0: the list was not seen',
    'sources.2.column': 'derived from the path of /art/2021/1/29/art_1229531861_3794819.html (政府办公室)',
    'expect.perYear': 'no live listing was counted',
  },
})
