import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'anhui-fengyang',
  name: '凤阳县人民政府',
  division: '341126',
  hosts: ['www.fengyang.gov.cn'],
  scheme: 'https',
  sources: [
    {
      family: 'lonsun',
      list: 'https://www.fengyang.gov.cn/public/column/161057226?type=3&action=list&nav=4&isNianbao=1',
      units: true,
    },
  ],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.list': 'list of 中都街道, derived from …/161057226?type=3&action=detail&nav=3&title=2023',
    'sources.0.units': 'whether that page names the other units was not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
