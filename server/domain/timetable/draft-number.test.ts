import { expect, it } from 'vitest'

import { nextDraftNumber } from './draft-number.ts'

it('a draft that was thrown away leaves no second draft of one name, in whichever language the others were named', () => {
  expect([nextDraftNumber([]), nextDraftNumber(['Draft 1', 'Draft 2']), nextDraftNumber(['Draft 2', '草案 3'])]).toEqual([1, 3, 4])
  expect([nextDraftNumber(['#2', 'second day']), nextDraftNumber(['Draft 1, again', 'v2', 'plan B'])]).toEqual([3, 4])
})
