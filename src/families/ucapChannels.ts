import { z } from 'zod'
import type { Page } from '../model/page.ts'
import { REPORT_COLUMN } from './column.ts'
import type { Suggestion } from './family.ts'

/** A channel (栏目) of the tree that `getChannelList` gives. */
export interface Channel {
  readonly channelId: string
  readonly name: string
  readonly code: string | null
  readonly children: readonly Channel[]
}
const Channel: z.ZodType<Channel> = z
  .looseObject({
    channelId: z.string(),
    displayName: z.string().nullish(),
    channelName: z.string().nullish(),
    channelCode: z.string().nullish(),
    get children() {
      return z.array(Channel).nullish()
    },
  })
  .transform(({ channelId, displayName, channelName, channelCode, children }) => ({
    channelId,
    name: channelName ?? displayName ?? '',
    code: channelCode ?? null,
    children: children ?? [],
  }))
/** The reply of `getChannelList`. */
export const ChannelTree = z.looseObject({
  results: z.union([Channel.transform((one) => [one]), z.array(Channel)]),
})

/** The channel with this code, or a 年报 channel below it, or itself where its name does not tell. */
export function reportChannels(tree: readonly Channel[], code: string): readonly Channel[] {
  const all = tree.flatMap(descend)
  const bare = code.replace(/[a-z]+$/u, '')
  const root = all.find((one) => one.code === code) ?? all.find((one) => one.code === bare)
  const inside = root === undefined ? all : descend(root)
  if (root !== undefined && REPORT_COLUMN.test(root.name)) return [root]
  const named = inside.filter(({ name }) => REPORT_COLUMN.test(name))
  const outermost = named.filter(
    (one) => !named.some((other) => other !== one && descend(other).includes(one)),
  )
  if (outermost.length > 0) return outermost
  return root === undefined ? [] : [root]
}

/** A channel and all below it. */
export function descend(channel: Channel): readonly Channel[] {
  return [channel, ...channel.children.flatMap(descend)]
}

/** `/<site>/<channel>/list.shtml`: both stand in the address; else the page asks for its list by the channel's id. */
export function suggestChannel({ url, text }: Page): Suggestion | null {
  const { pathname } = new URL(url)
  const [, site, channel] = /^\/([\w-]+)\/(c\d{5,6}[a-z]*)\//u.exec(pathname) ?? []
  if (site !== undefined && channel !== undefined) return { options: { site, channel }, guessed: {} }
  const [, folder] = /^\/([\w-]+)\/.*\.s?html$/u.exec(pathname) ?? []
  const channelId = /\/common\/search\/([0-9a-f]{32})/u.exec(text)?.[1]
  if (folder === undefined || channelId === undefined) return null
  return {
    options: { site: folder, channelId },
    guessed: { channelId: 'the first list that the page asks /common/search/ for' },
  }
}
