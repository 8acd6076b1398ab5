const text = { type: 'string', minLength: 1 }
const url = { type: 'string', pattern: '^https?://' }
const moment = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
}
const authors = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    minProperties: 1,
    properties: { name: text, url, avatar: url },
    additionalProperties: false,
  },
}

/** JSON Feed 1.1 as jsonfeed.org/version/1.1 words it: what must be there, of which type, and extensions only behind an underscore. */
export const jsonFeedSchema = {
  type: 'object',
  required: ['version', 'title', 'items'],
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    ...{
      title: text,
      home_page_url: url,
      feed_url: url,
      description: text,
      user_comment: text,
      next_url: url,
    },
    ...{
      icon: url,
      favicon: url,
      authors,
      language: text,
      expired: { type: 'boolean' },
      hubs: { type: 'array' },
    },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id'],
        anyOf: [{ required: ['content_html'] }, { required: ['content_text'] }],
        properties: {
          ...{
            id: text,
            url,
            external_url: url,
            title: text,
            content_html: text,
            content_text: text,
            summary: text,
          },
          ...{
            image: url,
            banner_image: url,
            date_published: moment,
            date_modified: moment,
            authors,
            language: text,
          },
          tags: { type: 'array', items: text },
          attachments: { type: 'array' },
        },
        patternProperties: { '^_[^.]+$': { type: 'object', properties: { about: text } } },
        additionalProperties: false,
      },
    },
  },
  patternProperties: { '^_[^.]+$': { type: 'object' } },
  additionalProperties: false,
} as const
