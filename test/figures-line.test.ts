import { describe, expect, test } from 'vitest'
import { formOf } from '../src/pipeline/figuresLine.ts'

describe('the form of a report, in one word', () => {
  test.each([
    [{ proactive: '2021', applications: '2021', review_litigation: '2021' }, '2021'],
    [{ proactive: '2021', applications: '2019' }, '2021+2019'],
    [{ review_litigation: '2019' }, '2019'],
    [{ statistics: '2014' }, '2014'],
    [{ applications: '2021', statistics: '2014' }, '2021'],
    [{}, null],
  ])('of %j is %s', (forms, form) => {
    expect(formOf(forms)).toBe(form)
  })
})
