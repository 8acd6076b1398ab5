import { html } from './html.ts'
import type { Html, Scene } from './scene.ts'

/** For the head of a page: readers find the feeds that it has. `feed`: address without its ending. */
export const feedDiscovery = ({ file }: Scene, feed: string, title: string): Html =>
  html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${file(`${feed}.xml`)}" />
    <link rel="alternate" type="application/feed+json" title="${title}" href="${file(`${feed}.json`)}" />`

/** For people. */
export const feedLinks = ({ say, file }: Scene, feed: string): Html =>
  html`<p class="note">
    ${say('subscribe')}: <a type="application/atom+xml" href="${file(`${feed}.xml`)}">Atom</a> ·
    <a type="application/feed+json" href="${file(`${feed}.json`)}">JSON Feed</a>
  </p>`
