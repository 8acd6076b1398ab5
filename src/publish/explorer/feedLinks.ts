import { html } from './html.ts'
import type { Html, Scene } from './scene.ts'

/** For the head of a page: readers find the feeds that it has. `feed`: address without its ending. */
export const feedDiscovery = ({ link }: Scene, feed: string, title: string): Html =>
  html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${link(`${feed}.xml`)}" />
    <link rel="alternate" type="application/feed+json" title="${title}" href="${link(`${feed}.json`)}" />`

/** For people. */
export const feedLinks = ({ say, link }: Scene, feed: string): Html =>
  html`<p class="note">
    ${say('subscribe')}: <a type="application/atom+xml" href="${link(`${feed}.xml`)}">Atom</a> ·
    <a type="application/feed+json" href="${link(`${feed}.json`)}">JSON Feed</a>
  </p>`
