/** A page of one line that sends a browser to a URL, where a redirect cannot be handed to it. */
export const goTo = (url: string): string =>
  `<script>location.replace(${JSON.stringify(url).replaceAll('<', '\\u003c')})</script>`
