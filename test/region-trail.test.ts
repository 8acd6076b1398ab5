import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { divisionName } from '../src/pipeline/exploreRegion.ts'
import { regionTrail } from '../src/publish/explorer/regionTrail.ts'

const { knowledge } = await loadConfig('config')
const library = { divisionName: (code: string) => divisionName(knowledge.divisions, code) }
const trailOf = (code: string, ...path: readonly string[]) =>
  regionTrail(library, { unit: { name: '', as_printed: '', code, division: { code, path: [...path] } } }).map(
    ({ name, path: to }) => `${name} ${to}`,
  )

test.each([
  [
    'a street of a city under a province',
    '330105001',
    ['浙江省', '杭州市', '拱墅区', '米市巷街道'],
    ['浙江省 /region/33/', '杭州市 /region/3301/', '拱墅区 /region/330105/'],
  ],
  [
    'a street of Beijing, whose districts have no city above them',
    '110112001',
    ['北京市', '通州区', '中仓街道'],
    ['北京市 /region/11/', '通州区 /region/110112/'],
  ],
  [
    'a town of a city without counties',
    '442000116',
    ['广东省', '中山市', '大涌镇'],
    ['广东省 /region/44/', '中山市 /region/4420/'],
  ],
  [
    'a district of Shanghai',
    '310105',
    ['上海市', '长宁区'],
    ['上海市 /region/31/', '长宁区 /region/310105/'],
  ],
  ['a province', '33', ['浙江省'], ['浙江省 /region/33/']],
])('the trail to %s names each place by its own code', (_, code, path, trail) => {
  expect(trailOf(code, ...path)).toEqual(trail)
})
