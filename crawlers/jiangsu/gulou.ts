import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'jiangsu-gulou',
  name: '南京市鼓楼区人民政府',
  division: '320106',
  hosts: ['www.njgl.gov.cn'],
  sources: [{ family: 'trs', list: 'http://www.njgl.gov.cn/glqrmzf/xxgkzl/zfxxgkndbg/', descend: 2 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/202201/t20220121_3270365.html',
    'sources.0.descend':
      'that path has no column below it; whether years or levels have columns was not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
