import { z } from 'zod'

import { rowId, wholeNumber } from './text.ts'

const seed = wholeNumber(1, 999_999_999).default(1)
const percent = wholeNumber(0, 60)

/** What another grid would bring: `seconds` of search for each question. */
export const whatIfInput = z.object({ draftId: rowId, seconds: wholeNumber(1, 60).default(5), seed })
export type WhatIfInput = z.infer<typeof whatIfInput>

/** The day, `runs` times, with chances in percent. */
export const rehearseInput = z.object({ draftId: rowId, decline: percent.default(5), late: percent.default(10), noShow: percent.default(5), runs: wholeNumber(5, 500).default(100), seed })
export type RehearseInput = z.infer<typeof rehearseInput>

export const studyInput = z.object({ studyId: rowId })
