import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pingTo } from '../src/fetch/ping.ts'

const heard: string[] = []
const watchman = createServer((request, response) => {
  void text(request).then((body) => {
    heard.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`)
    response.writeHead(request.url?.startsWith('/gone') ? 404 : 200).end('OK')
  })
})
let origin = ''

beforeAll(async () => {
  await new Promise<void>((done) => watchman.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(watchman.address() as AddressInfo).port}`
})
afterAll(() => {
  watchman.close()
})

test('a run tells the watchman that it began, and its exit code with the summary when it ended', async () => {
  const ping = pingTo(`${origin}/uuid/`)
  expect(await ping.started()).toBeNull()
  expect(await ping.ended(3, '余杭区 too-few')).toBeNull()
  expect(heard).toEqual(['POST /uuid/start ', 'POST /uuid/3 余杭区 too-few'])
})

test('a watchman who cannot be reached is named in one line and fails nothing', async () => {
  expect(await pingTo(`${origin}/gone`).started()).toContain(`${origin}/gone/start`)
})

test('what is no address is refused before any run', () => {
  expect(() => pingTo('healthchecks')).toThrow()
})
