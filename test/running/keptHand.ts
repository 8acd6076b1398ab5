import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  startDeriveHand as start,
  type DeriveHand,
  type HandBounds,
  type HandListener,
} from '../../src/pipeline/deriveHand.ts'

const config = resolve(import.meta.dirname, '../../config')

interface Kept {
  readonly hand: DeriveHand
  /** Who hears of it; null while it waits. */
  listener: HandListener | null
  unanswered: number
  isGone: boolean
}

/** What a process may hold by itself (derivePool.ts); whoever sets another limit wants a process of their own. */
const usual = 512
/** Processes that nobody uses now. */
const idle: Kept[] = []

/**
 * Stands for the function of the same name in src/pipeline/derivePool.ts (keepHands.ts): the same process with the same program, but one that
 * has answered all that it was asked waits for the next pool instead of ending. Only where it knows nothing but the checkout's
 * configuration.
 */
export function startDeriveHand(folder: string, bounds: HandBounds, listener: HandListener): DeriveHand {
  if (bounds.megabytes !== usual || !saysTheSame(folder)) return start(folder, bounds, listener)
  const waiting = idle.pop()
  const kept = waiting === undefined || waiting.isGone ? begin() : waiting
  kept.listener = listener
  const { hand } = kept
  return {
    give(task) {
      kept.unanswered += 1
      hand.give(task)
    },
    kill: () => hand.kill(),
    async dismiss() {
      if (kept.unanswered > 0 || kept.isGone) {
        await hand.dismiss()
        return
      }
      kept.listener = null
      idle.push(kept)
    },
  }
}

function begin(): Kept {
  const kept: Kept = {
    hand: start(
      config,
      { megabytes: usual, isLean: false },
      {
        answer(answer) {
          kept.unanswered -= 1
          kept.listener?.answer(answer)
        },
        end(end) {
          kept.isGone = true
          kept.listener?.end(end)
        },
      },
    ),
    ...{ listener: null, unanswered: 0, isGone: false },
  }
  return kept
}

/** Whether a folder of configuration is the checkout's, or a copy of it with other manners and receivers, of which deriving knows nothing. */
function saysTheSame(folder: string): boolean {
  if (resolve(folder) === config) return true
  const names = knowledgeIn(config)
  return (
    JSON.stringify(knowledgeIn(folder)) === JSON.stringify(names) &&
    names.every((name) => readFileSync(join(folder, name)).equals(readFileSync(join(config, name))))
  )
}

const knowledgeIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/u.test(name) && !/^(?:fetch|webhooks|timestamp)\.json$/u.test(name))
    .sort()
