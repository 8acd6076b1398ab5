import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readOutbox } from '../src/archive/outboxFile.ts'
import { loadWebhooks } from '../src/config/loadWebhooks.ts'
import type { Coverage } from '../src/model/coverage.ts'
import type { News } from '../src/model/news.ts'
import { undeliveredIn, type Told } from '../src/model/outbox.ts'
import { composeMessages, reachOf } from '../src/pipeline/receivers/composeMessages.ts'
import { webhookBody } from '../src/publish/webhook/webhookBody.ts'
import { at, docx, metric, mishi, nights, text, units, xiaohe } from './running/changingSite.ts'
import { html, status, type LocalSite } from './running/localSite.ts'
import { commandLine, nianbao, root } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { configWith, secret, webhookReceiver, type Received } from './running/webhookReceiver.ts'

const crawl = (site: LocalSite, config: string, night: string, ...more: string[]) =>
  nianbao('crawl', ...site.options, '--config', config, '--now', night, ...more)
const inShort = (all: readonly Received[]): readonly string[] =>
  all
    .flatMap(({ news }) => news.map(({ kind, unit }) => `${kind} ${unit}`))
    .filter((each) => !/^(?:finding|contradiction)/u.test(each))
const statusOf = async (site: LocalSite) => {
  const { stdout } = await nianbao('status', '--archive', site.archive, '--json')
  return (JSON.parse(stdout) as Coverage).undelivered
}

describe('After a run a receiver hears', () => {
  test('of every new report once, and of nothing in a night without news', async () => {
    const desk = await webhookReceiver()
    const { site } = await nights()
    const config = await desk.config()
    expect((await crawl(site, config, '2023-02-01')).stderr).not.toContain('webhook')
    expect(inShort(desk.taken).toSorted()).toEqual(units.map((unit) => `found ${unit}`).toSorted())
    const [item] = desk.taken[0]?.news ?? []
    expect(item).toMatchObject({
      year: 2022,
      site: 'zhejiang-example',
      place: expect.stringContaining('杭州市') as string,
    })
    expect(item?.['page']).toBe(`https://example.org/${encodeURIComponent('年报')}${item?.path ?? ''}`)
    const before = desk.seen.length
    await crawl(site, config, '2023-02-02')
    expect(desk.seen).toHaveLength(before)
    expect(undeliveredIn(await readOutbox(site.archive))).toEqual([])
  }, 60_000)

  test('of a quiet edit figure by figure, and of a report that disappeared', async () => {
    const desk = await webhookReceiver()
    const { site, answers } = await nights()
    const config = await desk.config()
    await crawl(site, config, '2023-02-01')
    const before = desk.taken.length
    answers[at(mishi)] = html(text(mishi, { [metric]: 999 }))
    answers[at(xiaohe)] = status(404)
    await crawl(site, config, '2023-02-10', '--recheck')
    await crawl(site, config, '2023-02-11', '--recheck')
    const later = desk.taken.slice(before)
    expect(inShort(later)).toEqual([`replaced ${mishi}`, `disappeared ${xiaohe}`])
    const replaced = later.flatMap(({ news }) => news).find(({ kind }) => kind === 'replaced')
    const change = replaced?.changes?.find((each) => each.metric === metric)
    expect(change).toMatchObject({ after: 999, name: expect.stringMatching(/[\u4e00-\u9fff]/u) as string })
    expect(new Set(desk.taken.map(({ id }) => id)).size).toBe(desk.taken.length)
  }, 60_000)

  test('of what a person imported', async () => {
    const desk = await webhookReceiver()
    const [folder, config] = [await temporaryFolder(), await desk.config()]
    writeFileSync(join(folder, 'a.html'), text(mishi))
    const given = ['--unit', '330105001', '--year', '2022', '--from', 'http://www.example.gov.cn/a.html']
    const { code, stderr } = await nianbao(
      'import',
      join(folder, 'a.html'),
      ...given,
      '--archive',
      join(folder, 'archive'),
      '--config',
      config,
    )
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('webhook')])
    expect(inShort(desk.taken)).toEqual([`found ${mishi}`])
  }, 60_000)
})

describe('A receiver that does not take a message', () => {
  test('fails no run, is named by the run and by status, and gets it by the next run under the same id', async () => {
    const desk = await webhookReceiver()
    const { site } = await nights()
    const config = await desk.config({ attempts: 2 })
    desk.misbehave((_request, response) => response.writeHead(503).end())
    const first = await crawl(site, config, '2023-02-01')
    expect(first.code, first.stderr).toBe(0)
    expect(first.stderr).toMatch(
      /webhook-undelivered.*desk: 1 messages with \d+ news since 2023-02-01.*HTTP 503/u,
    )
    expect(first.stderr).not.toContain('of-the-address')
    expect(desk.seen.map(({ id }) => id)).toEqual([desk.seen[0]?.id, desk.seen[0]?.id])
    expect(await statusOf(site)).toEqual([
      expect.objectContaining({ receiver: 'desk', messages: 1, why: 'HTTP 503' }),
    ])
    expect((await nianbao('status', '--archive', site.archive)).stdout).toMatch(
      /Undelivered news.*\n +desk +1 messages/u,
    )
    desk.misbehave(null)
    const second = await crawl(site, config, '2023-02-02')
    expect(second.stderr).not.toContain('webhook')
    expect(desk.taken.map(({ id }) => id)).toEqual([desk.seen[0]?.id])
    expect(inShort(desk.taken)).toHaveLength(units.length)
    expect(await statusOf(site)).toEqual([])
  }, 60_000)

  test.each<
    [
      string,
      (port: string) => Parameters<Awaited<ReturnType<typeof webhookReceiver>>['misbehave']>[0],
      RegExp,
    ]
  >([
    ['never answers', () => () => undefined, /ETIMEDOUT/u],
    [
      'redirects',
      (url) => (_, response) => response.writeHead(307, { location: `${url}&again` }).end(),
      /HTTP 307/u,
    ],
    ['hangs up', () => (request) => request.socket.destroy(), /ECONNRESET|closed/u],
    ['is gone', () => (_, response) => response.writeHead(410).end(), /HTTP 410/u],
  ])(
    'because it %s is not waited for and not followed',
    async (_what, answer, why) => {
      const desk = await webhookReceiver()
      const { site } = await nights({ [at(mishi)]: html(text(mishi)) })
      const config = await desk.config({ attempts: 1, timeout: 300 })
      desk.misbehave(answer(desk.url))
      const { code, stderr } = await crawl(site, config, '2023-02-01')
      expect(code).not.toBe(1)
      expect(stderr.split('\n').find((line) => line.includes('webhook-undelivered'))).toMatch(why)
      expect(desk.seen).toHaveLength(1)
      desk.misbehave(null)
      await crawl(site, config, '2023-02-02')
      expect(inShort(desk.taken)).toEqual([`found ${mishi}`])
    },
    60_000,
  )

  test('but answers 200 with a body without end has taken it', async () => {
    const desk = await webhookReceiver()
    const { site } = await nights({ [at(mishi)]: html(text(mishi)) })
    desk.misbehave((_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('x'.repeat(1 << 16)), 5)
      response.on('close', () => {
        clearInterval(drip)
      })
    })
    const { stderr } = await crawl(site, await desk.config(), '2023-02-01')
    expect(stderr).not.toContain('webhook')
    expect(undeliveredIn(await readOutbox(site.archive))).toEqual([])
  }, 60_000)

  test('because its secret is missing waits too; the variable is named and no secret is on the disk or in a line', async () => {
    const desk = await webhookReceiver()
    const { site } = await nights({ [at(mishi)]: html(text(mishi)) })
    const without = await crawl(
      site,
      await desk.config({ secretFrom: 'NIANBAO_NO_SUCH_SECRET' }),
      '2023-02-01',
    )
    expect(without.stderr).toMatch(/webhook-undelivered.*NIANBAO_NO_SUCH_SECRET holds no secret/u)
    expect(desk.seen).toHaveLength(0)
    const found = await crawl(site, await desk.config(), '2023-02-02')
    expect(inShort(desk.taken)).toEqual([`found ${mishi}`])
    expect(without.stderr + found.stderr + found.stdout).not.toContain(secret)
    for (const name of readdirSync(site.archive, { recursive: true, encoding: 'utf8' })) {
      const path = join(site.archive, name)
      if (statSync(path).isFile()) expect(readFileSync(path).includes(secret.slice(6)), name).toBe(false)
    }
  }, 60_000)
})

describe('A run that is killed', () => {
  /** Crawls, and kills the process (SIGKILL) when `moment` comes. */
  async function killedAt(
    site: LocalSite,
    config: string,
    night: string,
    moment: (kill: () => void) => void,
  ) {
    const [program, ...args] = commandLine(['crawl', ...site.options, '--config', config, '--now', night])
    const child = spawn(program, args, { stdio: 'ignore' })
    moment(() => child.kill('SIGKILL'))
    return new Promise<NodeJS.Signals | null>((done) =>
      child.once('close', (_code, signal) => {
        done(signal)
      }),
    )
  }

  test('after it archived and before it told anybody loses no news', async () => {
    const desk = await webhookReceiver()
    const { site, answers } = await nights()
    const config = await desk.config()
    const [last = ''] = units.slice(-1)
    const whole = answers[at(last)]
    const signal = await killedAt(site, config, '2023-02-01', (kill) => {
      answers[at(last)] = () => {
        setTimeout(kill, 1_500)
      }
    })
    expect([signal, desk.seen.length]).toEqual(['SIGKILL', 0])
    if (whole) answers[at(last)] = whole
    await crawl(site, config, '2023-02-03')
    expect(inShort(desk.taken).toSorted()).toEqual(units.map((unit) => `found ${unit}`).toSorted())
    const times = desk.taken.flatMap(({ news }) => news.map(({ time }) => time.slice(0, 10)))
    expect(new Set(times)).toEqual(new Set(['2023-02-01', '2023-02-03']))
  }, 60_000)

  test('while a receiver has its message tells it again under the same id', async () => {
    const desk = await webhookReceiver()
    const { site } = await nights()
    const config = await desk.config()
    const signal = await killedAt(site, config, '2023-02-01', (kill) => {
      desk.misbehave(kill)
    })
    expect([signal, desk.seen.length]).toEqual(['SIGKILL', 1])
    desk.misbehave(null)
    await crawl(site, config, '2023-02-02')
    expect(desk.taken.map(({ id }) => id)).toEqual([desk.seen[0]?.id])
    expect(inShort(desk.taken)).toHaveLength(units.length)
  }, 60_000)
})

describe('What waits', () => {
  test('is names: words that are withheld meanwhile are not sent, the news is', async () => {
    const title = `${mishi}办事处2022年政府信息公开工作年度报告`
    const desk = await webhookReceiver()
    const { site } = await nights({ [at(mishi)]: docx(mishi) })
    const config = await desk.config({ attempts: 1 })
    desk.misbehave((_request, response) => response.writeHead(500).end())
    await crawl(site, config, '2023-02-01')
    expect(desk.seen[0]?.bytes.toString()).toContain(title)
    expect(readFileSync(join(site.archive, 'outbox.json'), 'utf8')).not.toContain(mishi)
    const sums = readFileSync(join(site.archive, 'zhejiang-example/originals.sha256'), 'utf8')
    const [, sha256 = ''] = /^([0-9a-f]{64}) .*\.docx$/mu.exec(sums) ?? []
    const hidden = await nianbao(
      'withhold',
      sha256,
      '--reason',
      '其中有手机号',
      '--by',
      '某人',
      '--archive',
      site.archive,
    )
    expect(hidden.stderr).toBe('')
    desk.misbehave(null)
    await crawl(site, config, '2023-02-02')
    expect(inShort(desk.taken)).toEqual([`found ${mishi}`])
    expect(desk.taken[0]?.bytes.toString()).not.toContain(title)
  }, 60_000)

  test('in an outbox that somebody spoiled is told of by status, and the next run begins anew and says so', async () => {
    const desk = await webhookReceiver()
    const { site } = await nights({ [at(mishi)]: html(text(mishi)) })
    const config = await desk.config()
    await crawl(site, config, '2023-02-01')
    writeFileSync(join(site.archive, 'outbox.json'), '{')
    expect(await statusOf(site)).toEqual([expect.objectContaining({ receiver: 'outbox.json' })])
    const { code, stderr } = await crawl(site, config, '2023-02-02')
    expect(code).not.toBe(1)
    expect(stderr).toMatch(/webhook-undelivered.*begun anew/u)
    expect(await statusOf(site)).toEqual([])
  }, 60_000)
})

describe('What a receiver was not told', () => {
  const now = new Date('2026-11-21T00:00:00.000Z')
  const told: Told = { since: '2026-01-01T00:00:00.000Z', told: [], waiting: [], failed: null }
  const news = (id: string, time: string) => ({ id, time })
  const idsOf = ({ waiting }: Told) => waiting.map((message) => message.news.map(({ id }) => id))

  test('is told though it is older than what it was told: read some runs after it was captured', () => {
    const first = composeMessages(told, [news('young', '2026-11-20T00:00:00.000Z')], now)
    const both = [news('old', '2026-10-30T00:00:00.000Z'), news('young', '2026-11-20T00:00:00.000Z')]
    expect(idsOf(composeMessages({ ...first, waiting: [] }, both, now))).toEqual([['old']])
  })

  test('is nothing from before it was there, nor what is first read a month after its time', () => {
    const all = [news('ancient', '2025-12-31T00:00:00.000Z'), news('stale', '2026-10-01T00:00:00.000Z')]
    expect(idsOf(composeMessages(told, all, now))).toEqual([])
    const young = { ...told, since: '2026-11-20T12:00:00.000Z' }
    expect(idsOf(composeMessages(young, [news('before', '2026-11-20T11:00:00.000Z')], now))).toEqual([])
  })

  test('comes behind what waits, in messages of fifty; what waits is asked for however old it is', () => {
    const old = { id: `msg_${'0'.repeat(32)}`, news: [news('waits', '2026-02-01T00:00:00.000Z')] }
    const many = Array.from({ length: 120 }, (_, at) => news(`n${at}`, '2026-11-20T00:00:00.000Z'))
    const composed = composeMessages({ ...told, waiting: [old] }, many, now)
    expect(composed.waiting.map((message) => message.news.length)).toEqual([1, 50, 50, 20])
    expect(new Set(composed.waiting.map(({ id }) => id)).size).toBe(4)
    expect(reachOf(composed, now)).toBe('2026-02-01T00:00:00.000Z')
    expect(reachOf(told, now)).toBe('2026-10-22T00:00:00.000Z')
    const later = composeMessages(composed, many, new Date('2027-01-01T00:00:00.000Z'))
    expect([later.told, later.waiting]).toEqual([[], composed.waiting])
  })
})

describe('The configuration', () => {
  test.each([
    ['http to another machine', { url: 'http://example.org/hook' }],
    ['credentials in the address', { url: 'https://user:password@example.org/hook' }],
    ['another scheme', { url: 'file:///etc/passwd' }],
    ['a secret in place of a variable', { secretFrom: secret }],
  ])('with %s is refused before any run', async (_what, more) => {
    const folder = await configWith({
      ...{ name: 'desk', url: 'https://example.org/hook', secretFrom: 'HOOK' },
      ...more,
    })
    await expect(loadWebhooks(folder)).rejects.toMatchObject({ code: 'bad-config' })
  })

  test('of a rehearsal tells nobody but this machine', async () => {
    const { site } = await nights({ [at(mishi)]: html(text(mishi)) })
    const config = await configWith({
      name: 'far',
      url: 'https://far.invalid/hook',
      secretFrom: 'NIANBAO_TEST_HOOK',
    })
    const { stderr } = await crawl(site, config, '2023-02-01')
    expect(stderr).not.toContain('webhook')
    expect(await statusOf(site)).toEqual([])
  }, 60_000)
})

test('a body is bounded, whatever a document says', () => {
  const long = '𝄞'.repeat(100_000)
  const metrics = Array.from({ length: 5_000 }, (_, at) => `m${at}`)
  const changes = metrics.map((each) => ({ metric: each, before: 1, after: null }))
  const subject = { site: 'a', id: '330105001/2022', unit: long, place: long, year: 2022, title: long }
  const time = '2026-11-21T02:00:00.000Z'
  const all: News[] = Array.from({ length: 50 }, (_, at) =>
    at % 2 === 0
      ? { ...subject, kind: 'replaced', time, digest: 'd', changes, paragraphs: 9 }
      : {
          ...subject,
          kind: 'finding',
          time,
          code: 'sum-mismatch',
          findings: metrics.map(() => ({
            severity: 'error',
            metrics,
            message: long,
            evidence: { figures: [] },
          })),
        },
  )
  const origin = { kind: 'live', created: time } as const
  const body = webhookBody({ origin, metrics: [], library: { isBeside: () => false }, explorer: null }, all)
  expect(Buffer.byteLength(body)).toBeLessThan(1 << 20)
  const { data } = JSON.parse(body) as {
    data: {
      news: {
        changes_total?: number
        changes?: unknown[]
        findings?: { message_zh?: string }[]
      }[]
    }
  }
  expect(data.news[1]?.findings?.[0]?.message_zh).toMatch(/所印各分项之和与所印合计不等。$/u)
  expect([data.news[0]?.changes_total, data.news[0]?.changes?.length]).toEqual([5_000, 50])
})

test('the recipe of docs/operating.md verifies a message with openssl alone, and refuses one that was touched', async () => {
  const page = readFileSync(join(root, 'docs/operating.md'), 'utf8')
  const [, recipe = ''] = /```bash\n# verify a webhook[^\n]*\n([^]*?)```/u.exec(page) ?? []
  const desk = await webhookReceiver()
  const { site } = await nights({ [at(mishi)]: html(text(mishi)) })
  await crawl(site, await desk.config(), '2023-02-01')
  const [
    { id, timestamp, signature, bytes } = { id: '', timestamp: '', signature: '', bytes: Buffer.alloc(0) },
  ] = desk.taken
  const folder = await temporaryFolder()
  const said = (body: Uint8Array, more: object = {}) => {
    writeFileSync(join(folder, 'body'), body)
    const env = { ...process.env, id, timestamp, signature, secret, ...more }
    return execFileSync('sh', ['-c', recipe], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' })
  }
  expect(bytes.length).toBeGreaterThan(100)
  expect(said(bytes)).toBe('')
  expect(said(Buffer.concat([bytes, Buffer.from(' ')]))).toBe('not from nianbao\n')
  expect(said(bytes, { id: 'msg_other' })).toBe('not from nianbao\n')
  expect(said(bytes, { timestamp: '1700000000' })).toBe('not from nianbao\n')
}, 60_000)
