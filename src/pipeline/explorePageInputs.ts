import { hash } from 'node:crypto'
import { z } from 'zod'
import type { CatalogStates } from '../archive/catalog/catalogStates.ts'
import type { Library, OriginalFacts } from '../model/library.ts'
import type { Watch } from '../publish/explorer/makePage.ts'

/** What pages may be told, in short. */
export interface PageStates extends CatalogStates {
  /** What is withheld of an original, whether it is here, and which pictures of it are shown. */
  readonly originalHere: (sha256: string) => Promise<string>
}

/** A library that can be watched. */
export interface Watchable {
  readonly library: Library
  readonly states: PageStates
  /** Lets go of reports and originals that were read: the next question of one is answered from what is there then. */
  readonly forget: () => void
}

/** Short answers that are at hand: those of a hundred reports and their originals. */
const mostAnswers = 500

/**
 * A library that notes what a page asks of it (docs/decisions/0058). A question that has a short answer is noted with it; one that has none
 * lets the page be made each time. One page at a time.
 *
 * The short answer is looked up before the long one, and stays as long as anything that was read stays at hand: it may be of an older moment
 * than the page, which is then made once more than needed, and never of a newer one. `forget` lets go of what was read.
 */
export function explorePageInputs(
  { library, states, forget }: Watchable,
  basis: string,
): Watch & { readonly library: Library } {
  const asked = new Set<string>()
  const answers = new Map<string, Promise<string>>()
  const answerAtHand = (question: string): Promise<string> => {
    const answer = answers.get(question) ?? answerTo(question, states)
    answers.set(question, answer)
    return answer
  }
  const note = (question: readonly string[]): void => {
    const text = JSON.stringify(question)
    asked.add(text)
    // Whoever made the page waits for it, and hears of a failure, below.
    answerAtHand(text).catch(() => undefined)
  }
  const untold = (): void => void asked.add(anything)
  const stateOf = async (questions: readonly string[]): Promise<string> => {
    const told = await Promise.all(questions.map(answerAtHand))
    return hash('sha256', JSON.stringify([basis, library.kind, told]))
  }
  const forgetOld = (): void => {
    if (answers.size <= mostAnswers) return
    answers.clear()
    forget()
  }
  return {
    library: watched(library, note, untold),
    async during(work) {
      forgetOld()
      asked.clear()
      const done = await work()
      const questions = [...asked].sort()
      return {
        done,
        inputs: asked.has(anything) ? null : { asked: questions, state: await stateOf(questions) },
      }
    },
    async stillHolds({ asked: questions, state }) {
      forgetOld()
      return (await stateOf(questions)) === state
    },
  }
}

/** Stands for every question that has no short answer. */
const anything = '"anything"'

const Question = z.array(z.string())

async function answerTo(question: string, states: PageStates): Promise<string> {
  const [what = '', first = '', second = ''] = Question.parse(JSON.parse(question))
  switch (what) {
    case 'unit':
      return states.reportsOfUnit(first)
    case 'report':
      return states.reportsOfYear(first, Number(second))
    case 'edition':
      return states.withEdition(first)
    case 'original':
      return `${states.original(first)} ${await states.originalHere(first)}`
    case 'years':
      return states.yearsOfUnit(first)
    default:
      // of another program: its digest differs anyway
      return 'not known'
  }
}

/** Every method of a library is either told here what it may answer from, or counts as one that may answer anything. */
function watched(library: Library, note: (question: readonly string[]) => void, untold: () => void): Library {
  const told: Partial<Library> = {
    refresh: () => library.refresh(),
    unit(path) {
      note(['unit', path])
      return library.unit(path)
    },
    yearsOf(path) {
      note(['unit', path])
      return library.yearsOf(path)
    },
    // Of the register and of which reports are beside others, which are a part of what everything is made from.
    isBeside: (site, id) => library.isBeside(site, id),
    divisionName: (code) => library.divisionName(code),
    report(path, year) {
      note(['report', path, String(year)])
      return library.report(path, year)
    },
    edition(digest) {
      note(['edition', digest])
      return library.edition(digest)
    },
    original(sha256) {
      note(['original', sha256])
      return library.original(sha256)
    },
    // Of an original that was asked for before; its bytes are what its hash says.
    bytes: (original: OriginalFacts) => library.bytes(original),
    words: (original: OriginalFacts) => library.words(original),
    preview: (original: OriginalFacts) => library.preview(original),
    acrossYears(unit) {
      note(['years', unit])
      return library.acrossYears(unit)
    },
  }
  return new Proxy(library, {
    get(target, name, receiver) {
      if (Object.hasOwn(told, name)) return Reflect.get(told, name, receiver) as unknown
      const value = Reflect.get(target, name, receiver) as unknown
      if (typeof value === 'function') untold()
      return value
    },
  })
}
