import { html } from './html.ts'
import type { Html, Scene } from './scene.ts'

/**
 * What the program itself wrote down (程序记录), which is English: on a page in Chinese it stands behind a fold, and in English too where a sentence
 * was said before it.
 */
export const recordOf = (
  { say, language }: Pick<Scene, 'say' | 'language'>,
  words: string,
  beside: 'alone' | 'beside a sentence' = 'alone',
): Html =>
  language === 'en' && beside === 'alone'
    ? html`<span class="message">${words}</span>`
    : html`<details class="record">
        <summary>${say('record')}</summary>
        <span class="message" lang="en">${words}</span>
      </details>`
