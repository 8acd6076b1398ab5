import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'anhui-guangde',
  name: '广德市人民政府',
  division: '341882',
  hosts: ['www.guangde.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'openness', list: 'https://www.guangde.gov.cn/', units: true }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.list':
      'only /OpennessAnnualReport/show/5843.html is known; the home page, because no unit number is: a page that names all units is better',
    'sources.0.units': 'that a unit has a list by its number is inferred of the maker, not seen on this site',
    'expect.perYear': 'no live listing was counted',
  },
})
