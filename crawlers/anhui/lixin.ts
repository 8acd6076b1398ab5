import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'anhui-lixin',
  name: '利辛县人民政府',
  division: '341623',
  hosts: ['www.lixin.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'openness', list: 'https://www.lixin.gov.cn/', units: true }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.list':
      'only /XxgkAnnualReport/show/5848.html is known; the home page, because no unit number is: a page that names all units is better',
    'sources.0.units': 'that a unit has a list by its number is inferred of the maker, not seen on this site',
    'expect.perYear': 'no live listing was counted',
  },
})
